import { ModelError } from './errors.ts'
import { seededRandom, type Random } from './random.ts'

/** What goes wrong by itself, as shares of all hooks from 0 to 1. The seed decides which; no hook is hit twice. */
export interface Faults {
  /** Hooks that are killed right after one of their calls of a hook tool, or at their end. Default 0. */
  readonly kill?: number
  /** Hooks that run to their end, and whose commit is refused, as by a controller that is lost. Default 0. */
  readonly fail?: number
}

/** What is to happen to one attempt of a hook. */
export interface Fault {
  readonly kind: 'kill' | 'fail'
  /** The call after which it happens; at its end when it makes fewer. */
  readonly call: number
}

/** The last call after which a kill may come. Early ones are likelier: many hooks make few. */
const calls = 12
/** Shares are as fine as this. */
const grain = 1_000_000

/** Decides which hooks are hit. It has numbers of its own: without faults a model runs as it does without this. */
export class FaultPlan {
  readonly #random: Random
  readonly #shares: Required<Faults>
  readonly #hit = new WeakSet<object>()

  constructor(seed: number, { kill = 0, fail = 0 }: Faults) {
    for (const [name, share] of Object.entries({ kill, fail, 'kill + fail': kill + fail }))
      if (!(share >= 0 && share <= 1))
        throw new ModelError('FAULTS_INVALID', `The share ${name} of hooks is ${share}: give a number from 0 to 1.`)
    this.#random = seededRandom(~seed)
    this.#shares = { kill, fail }
  }

  /** What is to happen to the next attempt of the hook, which is the same object until it succeeds. */
  next(hook: object): Fault | undefined {
    if (this.#hit.has(hook)) return undefined
    const point = this.#random.below(grain) / grain
    const call = 1 + this.#random.below(1 + this.#random.below(calls))
    const { kill, fail } = this.#shares
    if (point >= kill + fail) return undefined
    this.#hit.add(hook)
    return point < kill ? { kind: 'kill', call } : { kind: 'fail', call: Number.POSITIVE_INFINITY }
  }
}
