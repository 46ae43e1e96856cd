import { advance } from './advance.ts'
import { changedConfig, type ConfigChange } from './config.ts'
import { ModelError } from './errors.ts'
import { wake } from './membership.ts'
import { destroyApplication, destroyRelation, destroyUnit } from './removal.ts'
import type { Application, Relation, Unit, World } from './state.ts'
import { addUnit, lead } from './unit.ts'

/** Adds a unit on a machine of its own. */
export function addUnitByHand(world: World, application: Application): Unit {
  if (application.subordinate) throw subordinate(application.name, 'relate it to add units.')
  if (application.life !== 'alive') throw dying(`Application "${application.name}"`)
  world.record({ event: 'add-unit', application: application.name })
  return addUnit(world, application)
}

/** Starts the removal of a unit that is not a subordinate. */
export function removeUnitByHand(world: World, unit: Unit): void {
  if (unit.principal !== undefined) throw subordinate(unit.name, 'remove the relation, or the principal unit.')
  world.record({ event: 'remove-unit', unit: unit.name })
  destroyUnit(world, unit)
}

/** Starts the removal of a relation that is not one of peers. */
export function removeRelationByHand(world: World, relation: Relation): void {
  if (relation.peer)
    throw new ModelError(
      'RELATION_PEER',
      `Peer relation ${relation.key} cannot be removed: it goes with its application.`,
    )
  world.record({ event: 'remove-relation', relation: relation.number, key: relation.key })
  destroyRelation(world, relation)
}

/** Starts the removal of an application, its units and its relations. */
export function removeApplicationByHand(world: World, application: Application): void {
  world.record({ event: 'remove-application', application: application.name })
  destroyApplication(world, application)
}

/** Changes options of an application. */
export function configure(world: World, application: Application, change: ConfigChange): void {
  const { options, config, name } = application
  application.config = changedConfig(options, config, change)
  world.record({ event: 'configure', application: name, options: Object.keys(change).sort() })
  for (const unit of application.units) wake(world, unit)
}

/** Moves leadership to the unit. */
export function elect(world: World, unit: Unit): void {
  if (unit.life !== 'alive') throw dying(`Unit "${unit.name}"`)
  if (unit.application.leader === unit) return
  world.record({ event: 'elect', unit: unit.name })
  lead(world, unit)
}

/** Hooks that belong to no relation and to no step of a unit's own life. */
const triggerable: ReadonlySet<string> = new Set([
  'collect-metrics',
  'config-changed',
  'leader-settings-changed',
  'meter-status-changed',
  'post-series-upgrade',
  'pre-series-upgrade',
  'start',
  'update-status',
  'upgrade-charm',
])

/** Causes a hook that does not come by itself. */
export function trigger(world: World, unit: Unit, hook: string): void {
  if (!triggerable.has(hook))
    throw new ModelError(
      'HOOK_NOT_TRIGGERABLE',
      `"${hook}" comes by itself: trigger one of ${[...triggerable].join(', ')}.`,
    )
  if (unit.life !== 'alive') throw dying(`Unit "${unit.name}"`)
  world.record({ event: 'trigger', unit: unit.name, hook })
  if (hook === 'config-changed') unit.configSeen = undefined
  else if (hook === 'leader-settings-changed') unit.followed = false
  else unit.triggered.push(hook)
  wake(world, unit)
}

/** `juju resolved`: with a retry the hook has its turn now; without one it counts as run, and commits nothing. */
export function resolve(world: World, unit: Unit, { retry }: { readonly retry: boolean }): void {
  const { failure } = unit
  if (failure === undefined)
    throw new ModelError('HOOK_NOT_FAILED', `Unit "${unit.name}" has no failed hook: there is nothing to resolve.`)
  world.record({ event: 'resolve', unit: unit.name, hook: failure.hook.name, retry })
  if (retry) {
    world.awake.add(unit)
    return
  }
  unit.failure = undefined
  world.failed.delete(unit)
  advance(world, unit, failure.hook)
  wake(world, unit)
}

function subordinate(name: string, advice: string): ModelError {
  return new ModelError(
    'SUBORDINATE_UNIT',
    `"${name}" is subordinate, its units come and go with their principals: ${advice}`,
  )
}

function dying(what: string): ModelError {
  return new ModelError('NOT_ALIVE', `${what} is being removed: use another one.`)
}
