import { factsOf, type Change, type Fact, type Seen, type Sight } from '../transaction/facts.ts'
import { isRecord } from '../values/json.ts'
import { endpointOf } from '../values/names.ts'
import { isEdge, type Edge, type Leaf } from '../charm/leaf.ts'
import { lookAround, rememberSights } from '../transaction/sight.ts'
import type { EndpointSide, Snapshot } from '../transaction/snapshot.ts'
import type { UnitState } from '../transaction/state.ts'

/** Someone who deals with facts at their own pace: a handler, or a trigger of a flag. */
export interface Consumer {
  readonly id: string
  readonly leaves: readonly Leaf[]
}

/**
 * What changed, for each consumer by itself. Two things are kept in the unit's state: what was seen at the last successful
 * hook, and what each consumer has yet to deal with. A fact waits until a run of its consumer is committed.
 */
export class Journal {
  readonly #state: UnitState
  readonly #fresh: ReadonlyMap<Sight, readonly Fact[]>
  readonly #pending: ReadonlyMap<string, Map<string, Fact>>

  constructor(consumers: readonly Consumer[], snapshot: Snapshot, endpoints: Readonly<Record<string, EndpointSide>>) {
    this.#state = snapshot.state
    const watching = consumers.filter(({ leaves }) => leaves.some(isEdge))
    const sights = lookAround(snapshot, endpoints, sourcesOf(watching))
    this.#fresh = new Map(sights.map((sight) => [sight, factsOf(sight)]))
    const stored = snapshot.state.get(pendingKey)
    this.#pending = new Map(
      watching.map((consumer) => {
        const waiting = isRecord(stored) && Object.hasOwn(stored, consumer.id) ? stored[consumer.id] : undefined
        return [consumer.id, collect(consumer, waiting, this.#fresh)]
      }),
    )
  }

  /** What a consumer has yet to deal with. */
  pending(consumer: string): readonly Fact[] {
    return [...(this.#pending.get(consumer)?.values() ?? [])]
  }

  /** What some consumer has yet to deal with. */
  get unfinished(): readonly Fact[] {
    return [...this.#pending.values()].flatMap((facts) => [...facts.values()])
  }

  /** Whether there is something behind an edge for this consumer. */
  holds(edge: Edge, consumer: string): boolean {
    for (const fact of this.#pending.get(consumer)?.values() ?? []) if (watches(edge, fact)) return true
    return false
  }

  /** The consumer has dealt with everything it was waiting for, if the hook succeeds. */
  acknowledge(consumer: string): void {
    this.#pending.get(consumer)?.clear()
  }

  /** Writes what the next hook needs to the unit's state. */
  remember(): void {
    const moved = [...this.#fresh].filter(([sight, facts]) => facts.length > 0 || !sameMembers(sight))
    rememberSights(
      this.#state,
      moved.map(([sight]) => sight),
    )
    const pending = [...this.#pending].map(([consumer, facts]) => [consumer, [...facts.values()]] as const)
    this.#state.set(pendingKey, Object.fromEntries(pending))
  }
}

/** Most facts that wait for one consumer; of more, the oldest are dropped. */
const maxPending = 10_000

/** State key of what consumers have yet to deal with. A consumer that is not in it never ran. */
const pendingKey = 'interlayer.pending'

/** Whether a fact is what an edge speaks of. */
function watches({ leaf, source, key }: Edge, fact: Fact): boolean {
  if (leaf !== fact.fact || source !== sourceOf(fact)) return false
  return key === undefined || (fact.fact === 'changed' && (key === fact.key || key === fact.field))
}

/** The endpoint of a fact's relation, or `config`. */
export function sourceOf({ relation }: Fact): string {
  return relation === 'config' ? relation : endpointOf(relation)
}

function sourcesOf(consumers: readonly Consumer[]): ReadonlySet<string> {
  return new Set(consumers.flatMap(({ leaves }) => leaves.filter(isEdge).map(({ source }) => source)))
}

/** What waited already and is still so, and what is new. To a consumer that never ran everything is new. */
function collect(
  { leaves }: Consumer,
  waiting: unknown,
  fresh: ReadonlyMap<Sight, readonly Fact[]>,
): Map<string, Fact> {
  const live = new Map([...fresh.keys()].map(({ relation, now }) => [relation, now]))
  const waited = Array.isArray(waiting) ? waiting.filter(isFact) : []
  const pending = new Map(
    waited.filter((fact) => isStillSo(fact, live.get(fact.relation))).map((fact) => [idOf(fact), fact]),
  )
  const edges = leaves.filter(isEdge)
  for (const [sight, facts] of fresh) {
    for (const fact of waiting === undefined ? factsOf({ ...sight, before: undefined }) : facts) {
      if (edges.some((edge) => watches(edge, fact))) merge(pending, fact)
    }
  }
  return new Map([...pending].slice(-maxPending))
}

/** A change of a relation that is gone is nobody's business; who came back has not left. */
function isStillSo(fact: Fact, now: Seen | undefined): boolean {
  if (fact.fact === 'changed') return now !== undefined
  return fact.fact === 'departed' ? now?.members.has(fact.unit) !== true : now === undefined
}

function sameMembers({ before, now }: Sight): boolean {
  return before !== undefined && now !== undefined && before.app === now.app && before.members.size === now.members.size
}

function idOf(fact: Fact): string {
  if (fact.fact === 'changed') return `changed ${fact.relation} ${fact.from} ${fact.key}`
  return fact.fact === 'departed' ? `departed ${fact.relation} ${fact.unit}` : `broken ${fact.relation}`
}

/** Two changes of one key are one: what came and went in between is nothing. */
function merge(pending: Map<string, Fact>, fact: Fact): void {
  const earlier = pending.get(idOf(fact))
  const kind = fact.fact === 'changed' && earlier?.fact === 'changed' ? mergedKind(earlier.kind, fact.kind) : undefined
  if (kind === 'nothing') pending.delete(idOf(fact))
  else pending.set(idOf(fact), fact.fact === 'changed' && kind !== undefined ? { ...fact, kind } : fact)
}

function mergedKind(earlier: Change['kind'], later: Change['kind']): Change['kind'] | 'nothing' {
  if (later === 'removed') return earlier === 'added' ? 'nothing' : 'removed'
  return earlier === 'added' ? 'added' : 'changed'
}

/** What this runtime stored itself comes back as it was; a text of another shape is dropped. */
function isFact(value: unknown): value is Fact {
  return isRecord(value) && typeof value['relation'] === 'string' && typeof value['fact'] === 'string'
}
