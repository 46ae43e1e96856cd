import type { HookEvent, TraceEvent } from '@interlayer/simulator'

/** One thing that happened, with what came of it. */
export interface Entry {
  /** Who did it; `juju` for the operator. */
  readonly unit: string
  readonly what: string
  readonly effects: readonly Effect[]
}

/** One line of what came of a hook. */
export interface Effect {
  readonly kind: 'wire' | 'raised' | 'fallen' | 'status' | 'failed'
  readonly text: string
}

type OfKind<K extends TraceEvent['event']> = Extract<TraceEvent, { readonly event: K }>
type DatabagEvent = OfKind<'databag'>

/** Makes entries of the trace: the events of one hook become one entry, as do the keys that Juju itself writes at once. */
export class Timeline {
  readonly #show: (entry: Entry) => void
  readonly #relations = new Map<number, string>()
  readonly #statuses = new Map<string, string>()
  /** The events of the hook, or of Juju's own writing, that is not complete yet. */
  #held: readonly TraceEvent[] = []
  #key = ''

  constructor(show: (entry: Entry) => void) {
    this.#show = show
  }

  add(event: TraceEvent): void {
    if (event.event === 'relation') this.#relations.set(event.relation, event.key)
    const key = groupOf(event)
    if (key !== this.#key || key === '') this.flush()
    this.#key = key
    this.#held = [...this.#held, event]
  }

  /** Shows what is held back, since nothing more belongs to it. */
  flush(): void {
    const entry = this.#entry(this.#held)
    this.#held = []
    if (entry !== undefined) this.#show(entry)
  }

  #entry(events: readonly TraceEvent[]): Entry | undefined {
    const [first] = events
    if (first === undefined) return undefined
    const hook = events.find((event) => event.event === 'hook')
    if (hook !== undefined) return { unit: hook.unit, what: hookText(hook), effects: this.#effects(hook, events) }
    if (first.event !== 'databag') return other(first)
    const address = events.flatMap((event) => (event.event === 'databag' ? (event.after ?? []) : [])).at(-1) ?? ''
    const effects = [{ kind: 'wire', text: `→ ${address} under Juju’s own keys` }] as const
    return { unit: first.owner, what: `(enters ${this.#idFor(first)})`, effects }
  }

  #effects(hook: HookEvent, events: readonly TraceEvent[]): readonly Effect[] {
    const flags = events.filter((event) => event.event === 'flag')
    const named = (raised: boolean): string =>
      flags.flatMap((event) => (event.raised === raised ? event.flag : [])).join(' ')
    const effects: readonly Effect[] = [
      ...(hook.error === undefined ? [] : [{ kind: 'failed', text: `failed: ${hook.error.message}` } as const]),
      ...this.#writes(events.filter((event) => event.event === 'databag')),
      { kind: 'raised', text: `▲ ${named(true)}` },
      { kind: 'fallen', text: `▼ ${named(false)}` },
      ...events.flatMap((event) => (event.event === 'status' ? this.#status(event) : [])),
    ]
    return effects.filter(({ text }) => text.trim().length > 1)
  }

  /** A line for each databag that was written. */
  #writes(events: readonly DatabagEvent[]): readonly Effect[] {
    const changes = new Map<string, string>()
    for (const event of events) {
      const bag = event.owner.includes('/') ? this.#idFor(event) : `${this.#idFor(event)} ${event.owner}`
      changes.set(bag, `${changes.get(bag) ?? ''} ${change(event)}`)
    }
    return [...changes].map(([bag, text]) => ({ kind: 'wire', text: `→ ${bag}${text}` }))
  }

  #status({ unit, status, message }: OfKind<'status'>): readonly Effect[] {
    const text = `● ${status}${message === '' ? '' : `: ${message}`}`
    if (this.#statuses.get(unit) === text) return []
    this.#statuses.set(unit, text)
    return [{ kind: 'status', text }]
  }

  /** The relation as the owner of the databag knows it: `website:0`. */
  #idFor({ relation, owner }: DatabagEvent): string {
    const [application = ''] = owner.split('/')
    const ends = (this.#relations.get(relation) ?? '').split(' ')
    const endpoint = ends.find((end) => end.startsWith(`${application}:`))?.slice(application.length + 1)
    return `${endpoint ?? 'relation'}:${relation}`
  }
}

/** Events with the same text belong together; the empty text stands alone. */
function groupOf(event: TraceEvent): string {
  if (event.event === 'hook' && 'number' in event) return `hook ${event.number}`
  if ('hook' in event && typeof event.hook === 'number') return `hook ${event.hook}`
  return event.event === 'databag' ? `${event.relation} ${event.owner}` : ''
}

function hookText({ hook, remoteUnit }: HookEvent): string {
  return remoteUnit === undefined ? hook : `${hook} ${remoteUnit}`
}

function change({ key, before, after }: DatabagEvent): string {
  if (after === undefined) return `${key} removed`
  return before === undefined ? `${key}=${after}` : `${key}=${after} (was ${before})`
}

/** What the operator did, and units that come and go. */
function other(event: TraceEvent): Entry | undefined {
  const entry = (unit: string, what: string): Entry => ({ unit, what, effects: [] })
  if (event.event === 'deploy') return entry('juju', `deploy ${event.application}${units(event.units)}`)
  if (event.event === 'relate') return entry('juju', `integrate ${event.key}`)
  if (event.event === 'add-unit') return entry('juju', `add-unit ${event.application}`)
  if (event.event === 'remove-unit') return entry('juju', `remove-unit ${event.unit}`)
  if (event.event !== 'unit') return undefined
  if (event.life === 'gone') return entry(event.unit, '(is gone)')
  const comes = event.life === 'alive' && event.principal !== undefined
  return comes ? entry(event.unit, `(comes beside ${event.principal})`) : undefined
}

/** A subordinate has none of its own. */
function units(count: number): string {
  return count === 0 ? '' : ` -n ${count}`
}
