import { textsOf } from './values/json.ts'
import { InterlayerError } from './values/errors.ts'
import type { Session } from './session.ts'

/** Times that flags may set each other off at one moment. */
export const maxTriggerRounds = 100

/** State key of the triggers whose conditions held, by what lasts, at the end of the last successful hook. */
const triggersKey = 'interlayer.triggers'

/** Fires the charm's triggers: each when its condition turns from false to true, before another handler can run. */
export class Triggers {
  readonly #session: Session
  readonly #held: Set<string>

  constructor(session: Session) {
    this.#session = session
    this.#held = new Set(textsOf(session.snapshot.state.get(triggersKey)))
  }

  /** Fires until nothing moves; `noted` hears of each that fired. */
  settle(noted: (trigger: string) => void): void {
    for (let round = 1; this.#fireAll(noted); round += 1) {
      if (round > maxTriggerRounds) throw this.#unbounded()
    }
  }

  /** Writes what the next hook needs to the unit's state. */
  remember(): void {
    const { triggers, snapshot } = this.#session
    const held = triggers.filter(({ condition }) => this.#session.holdsWithoutEdges(condition)).map(({ id }) => id)
    snapshot.state.set(triggersKey, held.length === 0 ? undefined : held)
  }

  #fireAll(noted: (trigger: string) => void): boolean {
    let fired = false
    for (const { id, condition, flag, value } of this.#session.triggers) {
      const holds = this.#session.holds(condition, id)
      if (holds && !this.#held.has(id)) {
        this.#session.draft.setFlag(flag, value)
        this.#session.journal.acknowledge(id)
        noted(id)
        fired = true
      }
      if (holds) this.#held.add(id)
      else this.#held.delete(id)
    }
    return fired
  }

  #unbounded(): InterlayerError {
    const flags = [...new Set(this.#session.triggers.map(({ id }) => id))]
    return new InterlayerError(
      'TRIGGER_UNBOUNDED',
      `Flags keep setting and clearing each other: ${flags.join(', ')}. Remove one of the conditions.`,
      { triggers: flags },
    )
  }
}
