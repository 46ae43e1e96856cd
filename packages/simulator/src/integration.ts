import { applicationNamed } from './lookup.ts'
import { ModelError } from './errors.ts'
import { newRelation } from './relation.ts'
import type { Relation, RelationEnd, World } from './state.ts'

/** Two ends that may be related; the requirer first. */
type Pair = readonly [RelationEnd, RelationEnd]

/** Relates two endpoints, each written `application` or `application:endpoint`, by the rules of `juju integrate`. */
export function integrate(world: World, one: string, other: string): Relation {
  const pair = onlyPair(world, one, other)
  checkPair(pair)
  const [{ application: requirer }, { application: provider }] = pair
  for (const application of [requirer, provider]) {
    if (application.life !== 'alive')
      throw new ModelError('NOT_ALIVE', `Application "${application.name}" is being removed: deploy another one.`)
  }
  checkNew(pair)
  for (const end of pair) checkLimit(end)
  world.record({ event: 'relate', key: show(pair) })
  return newRelation(world, pair)
}

/** Endpoints that Juju provides by itself count only where nothing else fits. */
function onlyPair(world: World, one: string, other: string): Pair {
  const pairs = ends(world, one).flatMap((first) => ends(world, other).flatMap((second) => fitting(first, second)))
  const explicit = pairs.filter((pair) => pair.every(({ endpoint }) => !endpoint.implicit))
  const [pair, ...more] = pairs.length > 1 && explicit.length > 0 ? explicit : pairs
  if (pair === undefined)
    throw new ModelError(
      'RELATION_IMPOSSIBLE',
      `"${one}" and "${other}" cannot be related: two applications need one interface, provided by one and required by the other.`,
    )
  if (more.length > 0)
    throw new ModelError(
      'RELATION_AMBIGUOUS',
      `"${one}" and "${other}" could be related as ${[pair, ...more].map(show).sort().join(' or ')}: name the endpoints.`,
    )
  return pair
}

function ends(world: World, text: string): readonly RelationEnd[] {
  const [name = '', endpointName, ...rest] = text.split(':')
  const application = applicationNamed(world, name)
  if (endpointName === undefined)
    return [...application.endpoints.values()].map((endpoint) => ({ application, endpoint }))
  const endpoint = rest.length === 0 ? application.endpoints.get(endpointName) : undefined
  if (endpoint === undefined) {
    const known = [...application.endpoints.keys()].sort().join(', ')
    throw new ModelError('ENDPOINT_UNKNOWN', `"${text}": application "${name}" has the endpoints ${known}.`)
  }
  return [{ application, endpoint }]
}

function fitting(one: RelationEnd, other: RelationEnd): readonly Pair[] {
  if (one.application === other.application || one.endpoint.interface !== other.endpoint.interface) return []
  if (one.endpoint.role === 'requires' && other.endpoint.role === 'provides') return [[one, other]]
  if (one.endpoint.role === 'provides' && other.endpoint.role === 'requires') return [[other, one]]
  return []
}

function checkPair(pair: Pair): void {
  const container = pair.some(({ endpoint }) => endpoint.scope === 'container')
  if (container && !pair.some(({ application }) => application.subordinate))
    throw new ModelError(
      'RELATION_IMPOSSIBLE',
      `${show(pair)} has container scope, and neither application is a subordinate: relate a subordinate, or use global scope.`,
    )
}

function checkNew(pair: Pair): void {
  const key = show(pair)
  const [{ application }] = pair
  const known = [...application.relations].find((relation) => relation.key === key)
  if (known === undefined) return
  const advice = known.life === 'alive' ? 'use it.' : 'it is being removed: wait until it is gone.'
  throw new ModelError('RELATION_EXISTS', `Relation ${key} is there already, as ${known.number}: ${advice}`)
}

function checkLimit({ application, endpoint }: RelationEnd): void {
  if (endpoint.limit === 0) return
  const used = [...application.relations].filter((relation) =>
    relation.ends.some((end) => end.application === application && end.endpoint === endpoint),
  )
  if (used.length + 1 > endpoint.limit)
    throw new ModelError(
      'RELATION_LIMIT',
      `Establishing a new relation for ${application.name}:${endpoint.name} would exceed its maximum relation limit of ${endpoint.limit}: remove one first.`,
    )
}

function show(pair: Pair): string {
  return pair.map(({ application, endpoint }) => `${application.name}:${endpoint.name}`).join(' ')
}
