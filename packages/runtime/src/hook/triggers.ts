import { textsOf } from '../values/json.ts'
import { InterlayerError } from '../values/errors.ts'
import type { Session } from './session.ts'

/** Times that flags may set each other off at one moment. */
const maxTriggerRounds = 100

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
    for (let round = 1; ; round += 1) {
      const fired = this.#fireAll(noted)
      if (fired.length === 0) return
      if (round > maxTriggerRounds) throw unbounded(fired)
    }
  }

  /** Writes what the next hook needs to the unit's state. */
  remember(): void {
    const { triggers, snapshot } = this.#session
    const held = triggers.filter(({ condition }) => this.#session.holdsWithoutEdges(condition)).map(({ id }) => id)
    snapshot.state.set(triggersKey, held)
  }

  #fireAll(noted: (trigger: string) => void): readonly string[] {
    const { triggers, journal, draft } = this.#session
    const fired: string[] = []
    this.#release()
    for (const { id, condition, flag, value } of triggers) {
      if (!this.#session.holds(condition, id)) continue
      // What happens while the condition holds anyway turns nothing true, now or later.
      journal.acknowledge(id)
      if (this.#held.has(id)) continue
      this.#held.add(id)
      draft.setFlag(flag, value)
      noted(id)
      fired.push(id)
      this.#release()
    }
    return fired
  }

  /** Lets go of the triggers whose conditions hold no longer, so that they can fire again. */
  #release(): void {
    for (const { id, condition } of this.#session.triggers) {
      if (!this.#session.holds(condition, id)) this.#held.delete(id)
    }
  }
}

function unbounded(triggers: readonly string[]): InterlayerError {
  return new InterlayerError(
    'TRIGGER_UNBOUNDED',
    `Flags keep setting and clearing each other: ${triggers.join(', ')}. Remove one of the conditions.`,
    { triggers },
  )
}
