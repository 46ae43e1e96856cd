import type { EndpointClass } from '@interlayer/runtime'

/** What a charm knows in the hook in which it acts. */
export interface Turn {
  readonly unit: string
  readonly application: string
  readonly leader: boolean
  /**
   * What the charm wants changes once in its life: from 1 to 2. Let what it says depend on it, above all a password, so that
   * the suite sees changes and rotations.
   */
  readonly edition: number
}

/** One side of an interface, by one of its wires, with what a charm does there. */
export interface Side {
  readonly side: EndpointClass
  readonly act: (endpoint: never, turn: Turn) => void | Promise<void>
}

/**
 * A side with its part in the story: what a charm does with it in every hook, whatever has happened. As in a charm, it has to
 * look at what it is asked before it answers, and may not mind being run again. Without it, the side only listens.
 */
export function side<S extends EndpointClass>(
  endpoint: S,
  act: (endpoint: InstanceType<S>, turn: Turn) => void | Promise<void> = () => undefined,
): Side {
  return { side: endpoint, act }
}
