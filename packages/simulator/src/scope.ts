import { recordBag } from './bag-record.ts'
import { emptyBag, keyChanges } from './databag.ts'
import { announce, reviewAll } from './membership.ts'
import { networkKeys } from './network.ts'
import { SortedNames } from './sorted-names.ts'
import type { Membership, Relation, RelationEnd, Unit, UnitDatabag, World } from './state.ts'

/** The unit becomes a member: its agent knows the relation, and its counterparts see it. */
export function enterScope(world: World, unit: Unit, relation: Relation): void {
  const membership = newMembership(unit, relation)
  const { container, bag } = membership
  scopeOf(relation, container).get(unit.application.name)?.set(unit.name, membership)
  relation.members.add(membership)
  relation.unitBags.set(unit.name, bag)
  unit.memberships.set(relation.number, membership)
  if (!membership.endpoint.implicit) unit.uncreated.add(membership)
  if (world.traced) recordBag(world, { membership, kind: 'unit' }, keyChanges(emptyBag().content, bag.content))
  reviewAll(world, membership)
  announce(world, membership)
}

/**
 * The unit is no member any more. Its databag stays readable, and nobody needs to hear of it: it was out of sight since
 * it or the relation started to end.
 */
export function leaveScope(membership: Membership): void {
  const { relation, unit, container } = membership
  relation.scopes.get(container)?.get(unit.application.name)?.delete(unit.name)
  relation.members.delete(membership)
  unit.memberships.delete(relation.number)
  for (const queue of [unit.uncreated, unit.due, unit.duePeers, unit.leaving]) queue.delete(membership)
}

/** Whether the agent of the unit knows of such a relation: a subordinate knows only those of its own principal. */
export function tracks(unit: Unit, relation: Relation): boolean {
  if (relation.scope === 'global' || unit.principal === undefined) return true
  const { application } = otherEnd(unit, relation)
  return application === unit.principal.application || application.subordinate
}

/** The end of the unit's own application. */
function ownEnd(unit: Unit, relation: Relation): RelationEnd {
  const [first, second = first] = relation.ends
  return first.application === unit.application ? first : second
}

/** The own one for peers. */
export function otherEnd(unit: Unit, relation: Relation): RelationEnd {
  const [first, second = first] = relation.ends
  return first.application === unit.application ? second : first
}

/** In a container relation everybody on one principal unit; else everybody. */
function containerOf(unit: Unit, relation: Relation): string {
  return relation.scope === 'global' ? '' : (unit.principal ?? unit).name
}

function scopeOf(relation: Relation, container: string): ReadonlyMap<string, Map<string, Membership>> {
  const known = relation.scopes.get(container)
  if (known !== undefined) return known
  const scope = new Map(relation.ends.map(({ application }) => [application.name, new Map<string, Membership>()]))
  relation.scopes.set(container, scope)
  return scope
}

function newMembership(unit: Unit, relation: Relation): Membership {
  const { endpoint } = ownEnd(unit, relation)
  const container = containerOf(unit, relation)
  const remoteApplication = otherEnd(unit, relation).application.name
  const bag: UnitDatabag = { content: networkKeys(unit.address), version: 0, container }
  return {
    relation,
    unit,
    endpoint,
    id: `${endpoint.name}:${relation.number}`,
    container,
    bag,
    ownApplicationBag: relation.applicationBags.get(unit.application.name) ?? emptyBag(),
    remoteApplication,
    remoteApplicationBag: relation.applicationBags.get(remoteApplication) ?? emptyBag(),
    counterparts: scopeOf(relation, container).get(remoteApplication) ?? new Map<string, Membership>(),
    seen: new Map(),
    applicationSeen: 0,
    changedPending: undefined,
    departed: new SortedNames(),
    joined: new SortedNames(),
    changed: new SortedNames(),
    listed: new Map(),
    listing: undefined,
  }
}
