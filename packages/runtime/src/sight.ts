import { remoteRole } from './definition.ts'
import { digest } from './values/digest.ts'
import {
  compareSeen,
  digestsOf,
  type Comparison,
  type Digests,
  type Fact,
  type GoneReason,
  type Seen,
} from './facts.ts'
import type { Fields } from './fields/field.ts'
import { isRecord } from './values/json.ts'
import { isUnit } from './values/names.ts'
import { emptyBag, type EndpointSide, type RelationFacts, type Snapshot } from './snapshot.ts'
import type { UnitState } from './state.ts'

/** Two looks at one relation, or at the configuration: at the last successful hook, and now. */
export interface Sight extends Comparison {
  readonly before: Seen | undefined
  /** Undefined when the relation is gone. */
  readonly now: Seen | undefined
  /** What differs between the two. */
  readonly fresh: readonly Fact[]
}

/** Looks at the relations of the given endpoints and, where `config` is among them, at the configuration. */
export function lookAround(
  snapshot: Snapshot,
  endpoints: Readonly<Record<string, EndpointSide>>,
  sources: ReadonlySet<string>,
): readonly Sight[] {
  const sides = Object.entries(endpoints).filter(([name]) => sources.has(name))
  const now = new Map(
    sides.flatMap(([name, side]) => {
      return (snapshot.relations.get(name) ?? []).map((facts) => [facts.id, lookAt(facts, side)] as const)
    }),
  )
  if (sources.has('config')) now.set('config', lookAtConfig(snapshot))
  const relations = new Set([...rememberedRelations(snapshot.state), ...now.keys()])
  return [...relations].map((relation) => {
    const comparison = { relation, fields: fieldsOf(relation, endpoints), reason: reasonIn(snapshot, relation) }
    const [before, seen] = [readSeen(snapshot.state, relation), now.get(relation)]
    return { ...comparison, before, now: seen, fresh: compareSeen(before, seen, comparison) }
  })
}

/** Remembers what is seen now as the next hook's past; what is gone is forgotten. */
export function rememberSights(state: UnitState, sights: readonly Sight[]): void {
  for (const { relation, before, now, fresh } of sights) {
    if (now === undefined) state.set(`${seenPrefix}${relation}`, undefined)
    else if (before === undefined || fresh.length > 0) state.set(`${seenPrefix}${relation}`, seenToJson(now))
  }
}

/** State keys of what was seen: the relation's id is behind the dot. */
const seenPrefix = 'interlayer.seen.'

function rememberedRelations(state: UnitState): readonly string[] {
  return state.keys(seenPrefix).map((key) => key.slice(seenPrefix.length))
}

function lookAt({ remoteApp, units, bags }: RelationFacts, side: EndpointSide): Seen {
  const remote = side.definition[remoteRole(side.role)]
  const members = [...units, ...(remoteApp !== undefined && bags.has(remoteApp) ? [remoteApp] : [])]
  const digests = members.map((member): readonly [string, Digests] => {
    return [member, digestsOf((isUnit(member) ? remote?.unit : remote?.app) ?? noFields, bags.get(member) ?? emptyBag)]
  })
  return { app: remoteApp, members: new Map(digests) }
}

function lookAtConfig({ config }: Snapshot): Seen {
  const digests = new Map([...config].map(([option, value]) => [option, digest(`${typeof value} ${String(value)}`)]))
  return { app: undefined, members: new Map([['config', digests]]) }
}

function reasonIn({ context, leaving }: Snapshot, relation: string): Comparison['reason'] {
  const departed = context.relation?.id === relation ? context.relation.remoteUnit : undefined
  return (member): GoneReason => {
    if (leaving) return 'leaving'
    return member === departed ? 'unit-gone' : 'relation-gone'
  }
}

function fieldsOf(relation: string, endpoints: Readonly<Record<string, EndpointSide>>): Fields {
  const side = endpoints[relation.slice(0, relation.lastIndexOf(':'))]
  const remote = side?.definition[remoteRole(side.role)]
  return { ...remote?.app, ...remote?.unit }
}

const noFields: Fields = {}

function seenToJson({ app, members }: Seen): unknown {
  return {
    app,
    members: Object.fromEntries([...members].map(([member, digests]) => [member, Object.fromEntries(digests)])),
  }
}

function readSeen(state: UnitState, relation: string): Seen | undefined {
  const stored = state.get(`${seenPrefix}${relation}`)
  if (!isRecord(stored) || !isRecord(stored['members'])) return undefined
  const members = Object.entries(stored['members']).map(([member, digests]): readonly [string, Digests] => [
    member,
    digestsFromJson(digests),
  ])
  return { app: typeof stored['app'] === 'string' ? stored['app'] : undefined, members: new Map(members) }
}

function digestsFromJson(stored: unknown): Digests {
  if (!isRecord(stored)) return new Map()
  return new Map(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
