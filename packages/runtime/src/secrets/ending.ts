import type { HookTools } from '../adapter/hook-tools.ts'
import { emptyBag, type EndpointSide, type Snapshot } from '../transaction/snapshot.ts'
import type { UnitState } from '../transaction/state.ts'
import { applicationOf, numberOf } from '../values/names.ts'
import { scopeOfDatabag, secretUrisIn } from '../values/secret-uri.ts'
import { wiresOf } from '../wires/side-wires.ts'
import { ownSecretsIn } from './reading.ts'

type Endpoints = Readonly<Record<string, EndpointSide>>

/** Who looks for secrets of relations that are over. */
export interface Seeker {
  readonly leader: boolean
  readonly state: UnitState
  /** Ids of those relations that are not over. */
  readonly relations: readonly string[]
}

/** The secrets of the relation that ends with this hook, and those that no leader was there to remove. */
export async function readEndingSecrets(
  tools: HookTools,
  endpoints: Endpoints,
  seeker: Seeker,
): Promise<readonly string[]> {
  const found = await Promise.all([readEnding(tools, endpoints, seeker.leader), readLeft(tools, endpoints, seeker)])
  return found.flat()
}

/** Of a relation that ends, a follower remembers that there may be secrets of its application; a leader has looked for them. */
export function rememberEnding({ context, leader, leaving, state }: Snapshot, endpoints: Endpoints): void {
  if (leader && !leaving) state.set(endedKey, undefined)
  const { relation } = context
  const ending = endingSide(context, endpoints)
  if (leader || relation === undefined || ending === undefined || !wiresOf(ending).ownAppSecrets) return
  state.set(endedKey, Math.max(newestEnded(state) ?? 0, numberOf(relation.id)))
}

/** State key of the newest relation that this unit saw end as a follower. A number, for there may be many of them. */
const endedKey = 'interlayer.ended'

function newestEnded(state: UnitState): number | undefined {
  const stored = state.get(endedKey)
  return typeof stored === 'number' ? stored : undefined
}

/** The side whose relation ends with this hook, if the charm has it. */
function endingSide({ hook, relation }: HookTools['context'], endpoints: Endpoints): EndpointSide | undefined {
  const isEnding = relation !== undefined && hook === `${relation.endpoint}-relation-broken`
  return isEnding ? endpoints[relation.endpoint] : undefined
}

/**
 * What the own databags name: Juju shows them until the hook is over. A field that named a secret may have gone from the definition
 * since, so any text may; the label then says that it was made for this relation.
 */
async function readEnding(tools: HookTools, endpoints: Endpoints, leader: boolean): Promise<readonly string[]> {
  const { relation, unit } = tools.context
  const side = endingSide(tools.context, endpoints)
  if (relation === undefined || side === undefined) return []
  const members = leader ? [unit, applicationOf(unit)] : [unit]
  const read = await Promise.all(members.map((member) => tools.relationGet(relation.id, member)))
  const declared = ownSecretsIn(new Map(members.map((member, index) => [member, read[index] ?? emptyBag])), side)
  const named = read.flatMap((raw) => [...(raw?.values() ?? [])].flatMap(secretUrisIn))
  // One that is another's is not found, nor one of the application that a leader has removed already.
  const found = await Promise.all([...new Set(named)].map(async (uri) => [uri, await tools.secretInfo(uri)] as const))
  return found.flatMap(([uri, secret]) => {
    const isMadeForIt = scopeOfDatabag(secret?.label ?? '')?.relation === relation.id
    return secret !== undefined && (declared.includes(uri) || isMadeForIt) ? [uri] : []
  })
}

/**
 * The application's secrets of relations that were over for this unit before it came to lead: perhaps no leader has seen their
 * end. A relation that this unit does not know yet has a higher number than any that it has seen. One of a subordinate with
 * another principal it never gets to know.
 */
async function readLeft(
  tools: HookTools,
  endpoints: Endpoints,
  { leader, state, relations }: Seeker,
): Promise<readonly string[]> {
  const { relation, hook } = tools.context
  const known = new Set([...relations, ...(relation === undefined ? [] : [relation.id])])
  // A unit that came after a relation had begun to end has no hook about it.
  const seen = hook === 'leader-elected' && mayLeave(endpoints) ? [...known].map(numberOf) : []
  const newest = Math.max(newestEnded(state) ?? -1, ...seen)
  if (!leader || newest === -1) return []
  const uris = await tools.secretIds()
  const found = await Promise.all(uris.map((uri) => tools.secretInfo(uri)))
  return found.flatMap((secret) => {
    const { relation: id = '', bag } = scopeOfDatabag(secret?.label ?? '') ?? {}
    const isLeft = bag === 'app' && isKnownToAll(endpoints, id) && !known.has(id) && numberOf(id) <= newest
    return secret && isLeft ? [secret.uri] : []
  })
}

/** Whether a leader may leave secrets behind. */
function mayLeave(endpoints: Endpoints): boolean {
  return Object.values(endpoints).some((side) => wiresOf(side).ownAppSecrets)
}

/** Whether each unit of the application gets to know each relation of the endpoint. */
function isKnownToAll(endpoints: Endpoints, id: string): boolean {
  const side = endpoints[id.split(':')[0] ?? '']
  return side !== undefined && (side.definition.scope ?? 'global') === 'global'
}
