import { announce, reviewAll, wake } from './membership.ts'
import { leaveScope } from './scope.ts'
import { endGrants, removeSecretsOfApplication, removeSecretsOfUnit } from './secrets/secret-life.ts'
import type { Application, Membership, Relation, Unit, World } from './state.ts'
import { lead } from './unit.ts'

/** The unit starts to die. Its relations lose sight of it at once; what it does about it comes with its own hooks. */
export function destroyUnit(world: World, unit: Unit): void {
  if (unit.life !== 'alive') return
  unit.life = 'dying'
  world.record({ event: 'unit', unit: unit.name, life: 'dying' })
  for (const membership of unit.memberships.values()) {
    announce(world, membership)
    reviewAll(world, membership)
  }
  wake(world, unit)
}

/** The relation starts to end: all its members depart and break it, one by one. */
export function destroyRelation(world: World, relation: Relation): void {
  if (relation.life !== 'alive') return
  relation.life = 'dying'
  for (const membership of relation.members) {
    membership.unit.uncreated.delete(membership)
    reviewAll(world, membership)
  }
  for (const { application } of relation.ends) doubtAttachment(world, application)
  endRelationWhenLeft(world, relation)
}

/** The application goes with all its relations and units. */
export function destroyApplication(world: World, application: Application): void {
  application.life = 'dying'
  for (const relation of application.relations) {
    if (!relation.peer) destroyRelation(world, relation)
  }
  // Subordinates notice by themselves that nothing attaches them any more.
  if (!application.subordinate) for (const unit of application.units) destroyUnit(world, unit)
  endApplicationWhenLeft(world, application)
}

/** The member has run its broken hook, or needs none. */
export function leaveRelation(world: World, membership: Membership): void {
  leaveScope(membership)
  endRelationWhenLeft(world, membership.relation)
}

/** A dying unit that has nothing left to run is removed, after its subordinates. */
export function removeDeadUnit(world: World, unit: Unit): void {
  const { application, principal } = unit
  if (unit.life !== 'dying' || unit.subordinates.size > 0) return
  for (const membership of unit.memberships.values()) leaveRelation(world, membership)
  unit.life = 'gone'
  world.awake.delete(unit)
  world.units.delete(unit.name)
  world.processes.removeUnit(unit.name)
  application.units.delete(unit)
  if (world.secrets.size > 0) removeSecretsOfUnit(world, unit)
  world.record({ event: 'unit', unit: unit.name, life: 'gone' })
  if (principal !== undefined) {
    principal.subordinates.delete(unit)
    wake(world, principal)
  }
  if (application.leader === unit) replaceLeader(world, application)
  endApplicationWhenLeft(world, application)
}

function replaceLeader(world: World, application: Application): void {
  const units = [...application.units]
  const alive = units.filter(({ life }) => life === 'alive')
  const candidates = alive.length > 0 ? alive : units
  const next = candidates[world.random.below(candidates.length)]
  application.leader = undefined
  if (next !== undefined) lead(world, next)
}

/** Every subordinate of the application looks whether a relation still attaches it to its principal. */
function doubtAttachment(world: World, { units }: Application): void {
  for (const unit of units) {
    if (unit.principal === undefined) continue
    unit.doubtful = true
    wake(world, unit)
  }
}

function endRelationWhenLeft(world: World, relation: Relation): void {
  if (relation.life !== 'dying' || relation.members.size > 0) return
  endRelation(world, relation)
  for (const { application } of relation.ends) endApplicationWhenLeft(world, application)
}

function endRelation(world: World, relation: Relation): void {
  relation.life = 'gone'
  world.relations.delete(relation.number)
  endGrants(world, relation)
  for (const { application } of relation.ends) application.relations.delete(relation)
  world.record({ event: 'relation', relation: relation.number, key: relation.key, life: 'gone' })
}

/** Peer relations end with their application, after everything else. */
function endApplicationWhenLeft(world: World, application: Application): void {
  const { units, relations, life, name } = application
  if (life !== 'dying' || units.size > 0 || [...relations].some(({ peer }) => !peer)) return
  application.life = 'gone'
  for (const relation of relations) endRelation(world, relation)
  world.applications.delete(name)
  removeSecretsOfApplication(world, application)
  world.record({ event: 'application', application: name, life: 'gone' })
}
