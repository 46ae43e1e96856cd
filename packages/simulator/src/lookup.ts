import { ModelError } from './errors.ts'
import type { Application, Relation, Unit, World } from './state.ts'

/** The application, or an error that names those there are. */
export function applicationNamed(world: World, name: string): Application {
  const application = world.applications.get(name)
  if (application !== undefined) return application
  throw new ModelError(
    'APPLICATION_UNKNOWN',
    `There is no application "${name}": there ${list(world.applications.keys())}.`,
  )
}

/** The unit, or an error that names those there are. */
export function unitNamed(world: World, name: string): Unit {
  const unit = world.units.get(name)
  if (unit !== undefined) return unit
  throw new ModelError('UNIT_UNKNOWN', `There is no unit "${name}": there ${list(world.units.keys())}.`)
}

/** The relation, or an error. */
export function relationNumbered(world: World, number: number): Relation {
  const relation = world.relations.get(number)
  if (relation !== undefined) return relation
  throw new ModelError('RELATION_UNKNOWN', `There is no relation ${number}: it never was there, or is gone.`)
}

/** Names in a message. */
const listed = 10

/** `are web/0, web/1`; the first few, so that a message about a large model stays readable. */
export function list(names: Iterable<string>): string {
  const all = [...names].sort()
  if (all.length === 0) return 'are none'
  const more = all.length > listed ? `, and ${all.length - listed} more` : ''
  return `are ${all.slice(0, listed).join(', ')}${more}`
}
