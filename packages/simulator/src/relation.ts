import { emptyBag } from './databag.ts'
import { wake } from './membership.ts'
import { tracks } from './scope.ts'
import type { Relation, World } from './state.ts'

/** Makes the relation; the units enter it when their agents look. For an ordinary one the requirer comes first. */
export function newRelation(world: World, ends: Relation['ends']): Relation {
  const [first] = ends
  const relation: Relation = {
    number: world.relationsMade++,
    key: ends.map(({ application, endpoint }) => `${application.name}:${endpoint.name}`).join(' '),
    interface: first.endpoint.interface,
    scope: ends.some(({ endpoint }) => endpoint.scope === 'container') ? 'container' : 'global',
    peer: first.endpoint.role === 'peers',
    ends,
    applicationBags: new Map(ends.map(({ application }) => [application.name, emptyBag()])),
    scopes: new Map(),
    members: new Set(),
    unitBags: new Map(),
    life: 'alive',
  }
  world.relations.set(relation.number, relation)
  world.record({ event: 'relation', relation: relation.number, key: relation.key, life: 'alive' })
  for (const { application } of ends) {
    application.relations.add(relation)
    for (const unit of application.units) {
      if (!tracks(unit, relation)) continue
      unit.unentered.add(relation)
      wake(world, unit)
    }
  }
  return relation
}
