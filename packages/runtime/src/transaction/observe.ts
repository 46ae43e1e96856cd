import type { HookTools, RawBag } from '../adapter/hook-tools.ts'
import { applicationOf, sortNames } from '../values/names.ts'
import { wiresOf } from '../wires/side-wires.ts'
import { spoken } from '../wires/spoken.ts'
import { SecretChanges } from '../secrets/changes.ts'
import { readPrivateSecrets } from '../secrets/private-reading.ts'
import { readEndingSecrets } from '../secrets/ending.ts'
import { readSecrets } from '../secrets/reading.ts'
import { emptyBag, leavingKey, type EndpointSide, type RelationFacts, type Snapshot } from './snapshot.ts'
import { UnitState } from './state.ts'

/** Hooks in which Juju refuses all hook tools but those for metrics and the log; Juju 4 has neither hook. */
const restrictedHooks = ['collect-metrics', 'meter-status-changed']

/** Reads in three waves, each in parallel: ids, leadership, configuration and state; members; databags. Secrets come after those. */
export async function observe(tools: HookTools, endpoints: Readonly<Record<string, EndpointSide>>): Promise<Snapshot> {
  const { context } = tools
  const restricted = restrictedHooks.includes(context.hook)
  const sides = restricted ? [] : Object.entries(endpoints)
  const [ids, leader, config, stored] = await Promise.all([
    Promise.all(sides.map(([endpoint]) => tools.relationIds(endpoint))),
    restricted ? false : tools.isLeader(),
    restricted ? emptyBag : tools.configGet(),
    restricted ? emptyBag : tools.stateGet(),
  ])
  const state = new UnitState(stored)
  const secretChanges = new SecretChanges(state, context)
  const leaving = context.relation?.departingUnit === context.unit || state.get(leavingKey) === true
  const relations = sides.map(async ([endpoint, side], index) => {
    const live =
      leaving && side.role !== 'peers' ? [] : (ids[index] ?? []).filter((id) => !isEnding(tools, endpoint, id))
    const places = sortNames(live).map((id) => ({ endpoint, side, id, leader, secretChanges }))
    return [endpoint, await Promise.all(places.map((place) => observeRelation(tools, place)))] as const
  })
  const [live, endingSecrets, privateSecrets] = await Promise.all([
    Promise.all(relations),
    leaving ? [] : readEndingSecrets(tools, endpoints, { leader, state, relations: ids.flat() }),
    readPrivateSecrets(tools, state),
  ])
  const secrets = { secretChanges, endingSecrets, privateSecrets }
  return { context, leader, leaving, restricted, config, state, ...secrets, relations: new Map(live) }
}

interface Place {
  readonly endpoint: string
  readonly side: EndpointSide
  readonly id: string
  readonly leader: boolean
  readonly secretChanges: SecretChanges
}

async function observeRelation(tools: HookTools, place: Place): Promise<RelationFacts> {
  const { endpoint, id } = place
  const { unit } = tools.context
  const [listed, remoteApp] = await Promise.all([tools.relationUnits(id), tools.relationApp(id)])
  const units = sortNames(listed.filter((name) => name !== unit && !isDeparting(tools, place, name)))
  const members = [...membersToRead(place, units, { unit, remoteApp })]
  const read = await Promise.all(members.map((member) => tools.relationGet(id, member)))
  const bags = new Map(members.map((member, index) => [member, read[index] ?? emptyBag]))
  const own = [unit, applicationOf(unit)] as const
  const definitions = spoken(place.side, { bags, own })
  const ownUnit = bags.get(unit)
  const ingressAddress = ownUnit && (knownAddress(ownUnit) ?? (await tools.ingressAddress(endpoint, id)))
  const ownBags = { ownUnit: ownUnit ?? emptyBag, ownApp: bags.get(own[1]) ?? emptyBag }
  const facts = { endpoint, id, definitions, remoteApp, units, bags, ...ownBags, ownSecrets: emptyBag, ingressAddress }
  if (!wiresOf(place.side).secrets) return facts
  return { ...facts, ...(await readSecrets(tools, bags, { ...place, definitions, members })) }
}

/**
 * A databag that no wire of the side declares fields for is never read, but for the own unit's, which has its address; and the
 * own application's only where Juju allows it.
 */
function membersToRead(
  { side, leader }: Place,
  units: readonly string[],
  { unit, remoteApp }: { readonly unit: string; readonly remoteApp: string | undefined },
): ReadonlySet<string> {
  const wires = wiresOf(side)
  const members = new Set(wires.remoteUnits ? units : [])
  if (wires.remoteApp && remoteApp !== undefined) members.add(remoteApp)
  if (wires.ownUnit) members.add(unit)
  if (wires.ownApp && (leader || side.role === 'peers')) members.add(applicationOf(unit))
  return members
}

/** Juju writes the address to the own databag; the tool is asked only when it has not. */
function knownAddress(own: RawBag): string | undefined {
  return own.get('ingress-address') ?? own.get('private-address')
}

function isEnding({ context }: HookTools, endpoint: string, id: string): boolean {
  return context.hook === `${endpoint}-relation-broken` && context.relation?.id === id
}

function isDeparting({ context }: HookTools, { endpoint, id }: Place, unit: string): boolean {
  const { relation, hook } = context
  return hook === `${endpoint}-relation-departed` && relation?.id === id && relation.remoteUnit === unit
}
