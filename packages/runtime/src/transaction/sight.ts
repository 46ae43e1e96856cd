import { remoteRole, type SideDefinition } from '../definitions/definition.ts'
import { wiresOf, writtenBy } from '../wires/side-wires.ts'
import { digestsOf, fieldsOf, printDigests, type Seen, type Sight } from './facts.ts'
import { emptyBag, type EndpointSide, type RelationFacts, type Snapshot } from './snapshot.ts'
import type { UnitState } from './state.ts'
import { isRecord, textsIn } from '../values/json.ts'
import { endpointOf } from '../values/names.ts'

/** Looks at the relations of the given endpoints and, where `config` is among them, at the configuration. */
export function lookAround(
  snapshot: Snapshot,
  endpoints: Readonly<Record<string, EndpointSide>>,
  sources: ReadonlySet<string>,
): readonly Sight[] {
  const { state, leaving } = snapshot
  const live = [...snapshot.relations.values()].flat().filter(({ endpoint }) => sources.has(endpoint))
  const remotes = new Map(live.map((facts) => [facts.id, sideOpposite(endpoints[facts.endpoint], facts.definitions)]))
  const now = new Map(live.map((facts) => [facts.id, lookAt(facts, remotes.get(facts.id) ?? {})]))
  if (sources.has('config')) now.set('config', lookAtConfig(snapshot))
  return [...new Set([...rememberedRelations(state), ...now.keys()])].map((relation) => {
    const remote = remotes.get(relation) ?? sideOpposite(endpoints[endpointOf(relation)])
    return { relation, remote, leaving, before: readSeen(state, relation), now: now.get(relation) }
  })
}

/** Remembers what is seen now as the next hook's past; what is gone is forgotten. */
export function rememberSights(state: UnitState, sights: readonly Sight[]): void {
  for (const { relation, now } of sights) state.set(`${seenPrefix}${relation}`, now && seenToJson(now))
}

/** State keys of what was seen: the relation's id is behind the dot. */
const seenPrefix = 'interlayer.seen.'

function rememberedRelations(state: UnitState): readonly string[] {
  return state.keys(seenPrefix).map((key) => key.slice(seenPrefix.length))
}

function lookAt({ remoteApp, units, bags }: RelationFacts, remote: SideDefinition): Seen {
  const members = remoteApp !== undefined && bags.has(remoteApp) ? [...units, remoteApp] : units
  const digests = members.map(
    (member) => [member, digestsOf(bags.get(member) ?? emptyBag, fieldsOf(remote, member))] as const,
  )
  return { app: remoteApp, members: new Map(digests) }
}

function lookAtConfig({ config }: Snapshot): Seen {
  const meanings = [...config].map(([option, value]) => [option, `${typeof value} ${String(value)}`] as const)
  return { app: undefined, members: new Map([['config', printDigests(meanings)]]) }
}

function sideOpposite(side: EndpointSide | undefined, definitions = side && wiresOf(side).definitions): SideDefinition {
  return side && definitions ? writtenBy(definitions, remoteRole(side.role)) : {}
}

function seenToJson({ app, members }: Seen): unknown {
  return { app, members: Object.fromEntries(members) }
}

function readSeen(state: UnitState, relation: string): Seen | undefined {
  const stored = state.get(`${seenPrefix}${relation}`)
  if (!isRecord(stored) || !isRecord(stored['members'])) return undefined
  return { app: typeof stored['app'] === 'string' ? stored['app'] : undefined, members: textsIn(stored['members']) }
}
