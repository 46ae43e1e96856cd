import { wake } from './membership.ts'
import { nextHook } from './next-hook.ts'
import { destroyUnit, leaveRelation, removeDeadUnit } from './removal.ts'
import { enterScope, otherEnd } from './scope.ts'
import type { Hook, Relation, Unit, World } from './state.ts'
import { addUnit } from './unit.ts'

/**
 * What the agent of a unit does when it looks at the model: all that needs no hook, and then the choice of the next
 * one. Undefined when there is nothing to run, now.
 */
export function look(world: World, unit: Unit): Hook | undefined {
  if (unit.failure === undefined && unit.queued === undefined) settleWithoutHooks(world, unit)
  const hook = nextHook(unit, world.random)
  if (hook === undefined) {
    world.awake.delete(unit)
    removeDeadUnit(world, unit)
  }
  return hook
}

function settleWithoutHooks(world: World, unit: Unit): void {
  if (unit.leads && unit.application.leader !== unit) unit.leads = false
  if (unit.life === 'alive' && unit.installed) {
    for (const relation of unit.unentered) enterWhenPossible(world, unit, relation)
    destroyWhenDetached(world, unit)
  }
  for (const membership of unit.leaving) leaveRelation(world, membership)
  if (unit.life === 'dying') for (const subordinate of unit.subordinates) destroyUnit(world, subordinate)
}

/** A principal brings the subordinate of a container relation with it, and waits while an old one is dying. */
function enterWhenPossible(world: World, unit: Unit, relation: Relation): void {
  if (relation.life !== 'alive') {
    unit.unentered.delete(relation)
    return
  }
  if (relation.scope === 'container' && unit.principal === undefined) {
    const { application } = otherEnd(unit, relation)
    const beside = [...unit.subordinates].find((subordinate) => subordinate.application === application)
    if (beside !== undefined && beside.life !== 'alive') return
    if (beside === undefined) wake(world, addUnit(world, application, unit))
  }
  unit.unentered.delete(relation)
  enterScope(world, unit, relation)
}

/** A subordinate leaves when no relation attaches it to its principal any more. */
function destroyWhenDetached(world: World, unit: Unit): void {
  if (!unit.doubtful) return
  unit.doubtful = false
  const attached = [...unit.application.relations].some(
    (relation) =>
      relation.scope === 'container' &&
      relation.life === 'alive' &&
      otherEnd(unit, relation).application === unit.principal?.application,
  )
  if (!attached) destroyUnit(world, unit)
}
