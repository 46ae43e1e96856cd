import { remoteRole, type InterfaceDefinition, type Role, type SideDefinition } from './definition.ts'
import type { ConfigValue, HookContext, HookTools, RawBag } from './hook-tools.ts'
import { compareNames } from './names.ts'
import { UnitState } from './state.ts'

/** An endpoint as the metadata declares it: the side of an interface that it takes. */
export interface EndpointSide {
  readonly role: Role
  readonly definition: InterfaceDefinition
}

/** Everything that a hook can see, read once before anything runs. */
export interface Snapshot {
  readonly context: HookContext
  readonly leader: boolean
  /** This unit is on its way out: it has left, or is leaving, every relation but those with its peers. */
  readonly leaving: boolean
  readonly config: ReadonlyMap<string, ConfigValue>
  readonly state: UnitState
  /** The live relations by endpoint, in order of their number. One that is ending is not among them. */
  readonly relations: ReadonlyMap<string, readonly RelationFacts[]>
}

export interface RelationFacts {
  readonly endpoint: string
  readonly id: string
  readonly remoteApp: string | undefined
  /** In numeric order, without this unit and without one that is departing. */
  readonly units: readonly string[]
  /** Of remote units and of the application opposite, where their side declares fields. */
  readonly bags: ReadonlyMap<string, RawBag>
  readonly ownUnit: RawBag
  /** Empty where Juju does not show it: to followers, except among peers. */
  readonly ownApp: RawBag
  readonly ingressAddress: string | undefined
}

/** The state key that marks a unit as leaving, for the rest of its life. */
export const leavingKey = 'interlayer.leaving'

/** Reads in three waves, each in parallel: ids, leadership, configuration, state; members; databags. */
export async function observe(tools: HookTools, endpoints: Readonly<Record<string, EndpointSide>>): Promise<Snapshot> {
  const { context } = tools
  const names = Object.keys(endpoints)
  const [ids, leader, config, stored] = await Promise.all([
    Promise.all(names.map((name) => tools.relationIds(name))),
    tools.isLeader(),
    tools.configGet(),
    tools.stateGet(),
  ])
  const state = new UnitState(stored)
  const leaving = context.relation?.departingUnit === context.unit || state.get(leavingKey) === true
  const reader = { tools, leader, leaving }
  const relations = await Promise.all(
    Object.entries(endpoints).map(([name, side], index) =>
      observeEndpoint(reader, { name, side, ids: ids[index] ?? [] }),
    ),
  )
  return {
    context,
    leader,
    leaving,
    config,
    state,
    relations: new Map(names.map((name, index) => [name, relations[index] ?? []])),
  }
}

interface Reader {
  readonly tools: HookTools
  readonly leader: boolean
  readonly leaving: boolean
}

interface EndpointIds {
  readonly name: string
  readonly side: EndpointSide
  readonly ids: readonly string[]
}

async function observeEndpoint(reader: Reader, { name, side, ids }: EndpointIds): Promise<readonly RelationFacts[]> {
  if (reader.leaving && side.role !== 'peers') return []
  const ending = reader.tools.context.hook === `${name}-relation-broken` ? reader.tools.context.relation?.id : undefined
  const live = ids.filter((id) => id !== ending).sort(compareNames)
  return await Promise.all(live.map((id) => observeRelation(reader, { endpoint: name, side, id })))
}

interface RelationPlace {
  readonly endpoint: string
  readonly side: EndpointSide
  readonly id: string
}

async function observeRelation(reader: Reader, place: RelationPlace): Promise<RelationFacts> {
  const { tools } = reader
  const { endpoint, id, side } = place
  const [listed, remoteApp] = await Promise.all([tools.relationUnits(id), tools.relationApp(id)])
  const departed = tools.context.hook === `${endpoint}-relation-departed` ? tools.context.relation : undefined
  const gone = new Set([tools.context.unit, departed?.id === id ? departed.remoteUnit : undefined])
  const units = listed.filter((unit) => !gone.has(unit)).sort(compareNames)
  const own = side.definition[side.role]
  const remote = side.definition[remoteRole(side.role)]
  const read = async (member: string, declared: boolean): Promise<RawBag> =>
    declared ? ((await tools.relationGet(id, member)) ?? emptyBag) : emptyBag
  const members = membersToRead(remote, units, remoteApp)
  const [bags, ownUnit, ownApp] = await Promise.all([
    Promise.all(members.map((member) => read(member, true))),
    read(tools.context.unit, own?.unit !== undefined),
    read(ownApplication(tools), own?.app !== undefined && (reader.leader || side.role === 'peers')),
  ])
  const known = ownUnit.get('ingress-address') ?? ownUnit.get('private-address')
  const ingressAddress = known ?? (own?.unit === undefined ? undefined : await tools.ingressAddress(endpoint, id))
  const bagsByMember = new Map(members.map((member, index) => [member, bags[index] ?? emptyBag]))
  return { endpoint, id, remoteApp, units, bags: bagsByMember, ownUnit, ownApp, ingressAddress }
}

/** A side that declares no fields is never read. */
function membersToRead(
  remote: SideDefinition | undefined,
  units: readonly string[],
  app: string | undefined,
): readonly string[] {
  const readable = remote?.unit === undefined ? [] : units
  return remote?.app === undefined || app === undefined ? readable : [...readable, app]
}

function ownApplication(tools: HookTools): string {
  return tools.context.unit.slice(0, tools.context.unit.indexOf('/'))
}

export const emptyBag: RawBag = new Map()
