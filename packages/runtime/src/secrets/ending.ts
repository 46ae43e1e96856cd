import type { HookTools } from '../adapter/hook-tools.ts'
import { emptyBag, type EndpointSide, type Snapshot } from '../transaction/snapshot.ts'
import type { UnitState } from '../transaction/state.ts'
import { applicationOf, numberOf } from '../values/names.ts'
import { scopeOfDatabag } from '../values/secret-uri.ts'
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
  const found = await Promise.all([readEnding(tools, endpoints, seeker.leader), readLeft(tools, seeker)])
  return found.flat()
}

/** Of a relation that ends, a follower remembers that there may be secrets of its application; a leader has looked for them. */
export function rememberEnding({ context, leader, leaving, state }: Snapshot, endpoints: Endpoints): void {
  if (leader && !leaving) state.set(endedKey, undefined)
  const { relation } = context
  const ending = endingSide(context, endpoints)
  if (leader || relation === undefined || ending === undefined || !wiresOf(ending).ownApp) return
  state.set(endedKey, Math.max(newestEnded(state) ?? 0, numberOf(relation.id)))
}

/** State key of the newest relation that this unit saw end as a follower. A number, for there may be many of them. */
const endedKey = 'interlayer.ended'

function newestEnded(state: UnitState): number | undefined {
  const stored = state.get(endedKey)
  return typeof stored === 'number' ? stored : undefined
}

/** The side whose relation ends with this hook, if there may be secrets in it. */
function endingSide({ hook, relation }: HookTools['context'], endpoints: Endpoints): EndpointSide | undefined {
  if (relation === undefined || hook !== `${relation.endpoint}-relation-broken`) return undefined
  const side = endpoints[relation.endpoint]
  return side && wiresOf(side).secrets ? side : undefined
}

/** Juju shows the own databags until the hook is over. */
async function readEnding(tools: HookTools, endpoints: Endpoints, leader: boolean): Promise<readonly string[]> {
  const { relation, unit } = tools.context
  const side = endingSide(tools.context, endpoints)
  if (relation === undefined || side === undefined) return []
  const members = leader ? [unit, applicationOf(unit)] : [unit]
  const read = await Promise.all(members.map((member) => tools.relationGet(relation.id, member)))
  const uris = ownSecretsIn(new Map(members.map((member, index) => [member, read[index] ?? emptyBag])), side)
  // A unit that led when its relation ended has removed those of the application already.
  const contents = await Promise.all(uris.map((uri) => tools.secretGet(uri, false)))
  return uris.filter((_, index) => contents[index] !== undefined)
}

/**
 * The application's secrets of relations that were over for this unit before it came to lead: perhaps no leader has seen their
 * end. A relation that this unit does not know yet has a higher number than any that it saw end.
 */
async function readLeft(tools: HookTools, { leader, state, relations }: Seeker): Promise<readonly string[]> {
  const newest = newestEnded(state)
  if (!leader || newest === undefined) return []
  const known = new Set([...relations, tools.context.relation?.id])
  const uris = await tools.secretIds()
  const found = await Promise.all(uris.map((uri) => tools.secretInfo(uri)))
  return found.flatMap((secret) => {
    const { relation = '', bag } = scopeOfDatabag(secret?.label ?? '') ?? {}
    const isLeft = bag === 'app' && !known.has(relation) && numberOf(relation) <= newest
    return secret && isLeft ? [secret.uri] : []
  })
}
