import type { HandlerRecord } from '../charm/charm.ts'
import type { EndpointInstance } from '../relations/endpoint.ts'
import { textsOf } from '../values/json.ts'
import { InterlayerError } from '../values/errors.ts'
import { HookView, type HookParts } from './hook-view.ts'
import type { Step } from '../adapter/report.ts'
import { onceKey } from './session.ts'
import { Triggers } from './triggers.ts'

/** Rounds in one hook before handlers count as setting each other off for ever. */
const maxRounds = 100

/** How many of the last runs an error about endless rounds shows. */
const shownRuns = 6

/**
 * Runs the handlers of one hook. Whose condition holds at the start of a round is due; the condition is checked again right
 * before the handler runs. A handler runs again in the same hook only after its condition stopped holding in between.
 */
export class Dispatcher {
  readonly ran: string[] = []
  readonly steps: Step[] = []
  readonly #parts: HookParts
  readonly #triggers: Triggers
  readonly #once: Set<string>
  readonly #armed: Set<HandlerRecord>
  #flags: readonly string[] = []
  #version = 0

  constructor(parts: HookParts) {
    this.#parts = parts
    this.#triggers = new Triggers(parts.session)
    this.#once = new Set(textsOf(parts.session.snapshot.state.get(onceKey)))
    this.#armed = new Set(parts.session.handlers)
  }

  async run(): Promise<void> {
    this.#flags = this.#parts.session.flags()
    this.steps.push({ step: 'start', flags: this.#flags })
    for (let round = 1; ; round += 1) {
      this.#sync()
      const due = this.#parts.session.handlers.filter((handler) => this.#armed.has(handler) && this.#holds(handler))
      if (due.length === 0) return
      if (round > maxRounds) throw this.#unbounded(due)
      this.steps.push({ step: 'round', number: round, due: due.map(({ id }) => id) })
      for (const handler of due) await this.#turn(handler)
    }
  }

  /** Writes what the next hook needs to the unit's state. */
  remember(): void {
    const { state } = this.#parts.session.snapshot
    if (this.#once.size > 0) state.set(onceKey, [...this.#once].sort())
    this.#triggers.remember()
  }

  #sync(): void {
    for (const endpoint of this.#parts.session.instances) syncEndpoint(endpoint)
    this.#settle('sync')
  }

  async #turn(handler: HandlerRecord): Promise<void> {
    if (!this.#holds(handler)) {
      this.steps.push({ step: 'skipped', handler: handler.id })
      return
    }
    this.#armed.delete(handler)
    await runHandler(this.#parts, handler)
    if (!this.#parts.session.couldHold(handler.condition)) this.#parts.outbox.keep(handler)
    this.#parts.session.journal.acknowledge(handler.id)
    if (handler.once) this.#once.add(handler.id)
    this.ran.push(handler.id)
    this.steps.push({ step: 'ran', handler: handler.id })
    this.#settle(handler.id)
  }

  /** Lets triggers fire, and arms every handler whose condition does not hold, for when it will. */
  #settle(cause: string): void {
    this.#note(cause)
    this.#triggers.settle((trigger) => {
      this.#note(trigger)
    })
    for (const handler of this.#parts.session.handlers) {
      const mayReturn = !handler.once || !this.#once.has(handler.id)
      if (mayReturn && !this.#armed.has(handler) && !this.#holds(handler)) this.#armed.add(handler)
    }
  }

  #holds({ condition, id }: HandlerRecord): boolean {
    return this.#parts.session.holds(condition, id)
  }

  /** Records which flags rose and fell. */
  #note(cause: string): void {
    const { draft } = this.#parts.session
    if (draft.version === this.#version) return
    this.#version = draft.version
    const now = this.#parts.session.flags()
    for (const flag of now)
      if (!this.#flags.includes(flag)) this.steps.push({ step: 'flag', flag, raised: true, cause })
    for (const flag of this.#flags)
      if (!now.includes(flag)) this.steps.push({ step: 'flag', flag, raised: false, cause })
    this.#flags = now
  }

  #unbounded(due: readonly HandlerRecord[]): InterlayerError {
    const handlers = due.map(({ id }) => id)
    const last = this.ran.slice(-shownRuns)
    return new InterlayerError(
      'DISPATCH_UNBOUNDED',
      `Handlers keep setting each other off: … ${last.map((id) => `"${id}"`).join(' → ')} …. Make one of them stop when its work is done.`,
      { due: handlers, last },
    )
  }
}

function syncEndpoint(endpoint: EndpointInstance): void {
  try {
    endpoint.sync()
  } catch (cause) {
    throw new InterlayerError('CONTRACT_BROKEN', `sync() of "${endpoint.name}" threw. Mend it.`, { cause })
  }
}

async function runHandler(parts: HookParts, handler: HandlerRecord): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- defineCharm gave the handler the types of these very objects
  const args = [parts.session.endpoints, new HookView(parts, handler)] as unknown as [never, never]
  try {
    await handler.run(...args)
  } catch (cause) {
    if (cause instanceof InterlayerError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InterlayerError('HANDLER_FAILED', `The handler "${handler.id}" failed: ${reason}`, {
      handler: handler.id,
      cause,
    })
  }
}
