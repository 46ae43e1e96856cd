import { Charm, type AnyCharm, type EndpointClass, type EndpointInstance } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { endpointName, stillTools, type Scene, type Write } from './still-tools.ts'

/** What came of one hook. */
export interface Look<T> {
  readonly seen: T | undefined
  readonly flags: readonly string[]
  readonly writes: readonly Write[]
  /** Why the hook failed; undefined if it did not. */
  readonly error: string | undefined
}

/** Runs one hook of a charm with this side alone, in which `glance` looks at the endpoint, or does something with it. */
export async function look<T>(
  side: EndpointClass,
  scene: Scene,
  glance: (endpoint: EndpointInstance) => T,
): Promise<Look<T>> {
  const writes: Write[] = []
  let seen: T | undefined
  const charm = charmOf(side, (endpoint) => {
    seen = glance(endpoint)
  })
  try {
    const { flags = [] } = await runHook(charm, stillTools(scene, side.role, writes))
    return { seen, flags, writes, error: undefined }
  } catch (error) {
    return { seen, flags: [], writes, error: error instanceof Error ? error.message : String(error) }
  }
}

function charmOf(side: EndpointClass, act: (endpoint: EndpointInstance) => void): AnyCharm {
  const charm = new Charm({ endpoints: { [endpointName]: side } })
  charm.when({ all: [] }, (endpoints) => {
    act(endpoints[endpointName])
  })
  return charm
}
