import { stableId, type Params, type Relation } from '@interlayer/runtime'
import { readEntry } from './answer-1.ts'
import { isServing, type SeenAnswer } from './database.ts'
import type { DatabaseInterface1 } from './exchanges-1.ts'
import { wishIn } from './requirer-0.ts'
import { requestedEntityContent } from './secret-contents.ts'
import type { WireRequest } from './wire-1.ts'

type Wanted = Params<DatabaseInterface1, 'requires', 'requestAll'>['wanted'][number]
type DatabaseRelation = Relation<DatabaseInterface1, 'requires'>

/** The requests that stand in a relation, as far as this unit can see. */
export function requestsIn({ localApp }: DatabaseRelation): readonly WireRequest[] {
  return localApp?.written.requests ?? []
}

/** Asks for all of these, and takes back what else was asked for. */
export function writeRequests(relation: DatabaseRelation, wanted: readonly Wanted[]): void {
  const ids = idsOf(wanted)
  const requests = wanted.map((one, index) => requestOf(relation, ids[index] ?? '', one))
  const asks = requests.length > 0
  relation.localApp?.update({ version: asks ? 'v1' : undefined, requests: asks ? requests : undefined })
}

/** A request that is changed is another one, for providers may not bear a change. A password gives no name: it could be guessed. */
function idsOf(wanted: readonly Wanted[]): readonly string[] {
  const meanings = wanted.map((one) => {
    const said = Object.entries(one).filter(([key, value]) => key !== 'entityPassword' && value !== undefined)
    return JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
  return meanings.map((meaning, index) => {
    const equals = meanings.slice(0, index).filter((before) => before === meaning).length
    return stableId(meaning, String(equals))
  })
}

/** A request as it stands on the wire. What is left out is null, as originals write it. */
function requestOf(relation: DatabaseRelation, id: string, wanted: Wanted): WireRequest {
  return {
    resource: wanted.database,
    'request-id': id,
    // Originals make ids from a salt, and refuse a request without one; nobody looks into either.
    salt: id,
    'extra-user-roles': join(wanted.extraUserRoles),
    'extra-group-roles': join(wanted.extraGroupRoles),
    'external-node-connectivity': wanted.externalNodeConnectivity ?? false,
    'entity-type': wanted.entityType ?? null,
    'entity-permissions': wanted.entityPermissions ?? null,
    // These are for other models than that of the requirer, and for servers that ask for certificates.
    'secret-mtls': null,
    'mtls-cert': null,
    'secret-requested-entity': keepWish(relation, id, wanted),
    'entity-name': null,
    password: null,
    'prefix-matching': wanted.prefixMatching ?? null,
    'entity-password': null,
  }
}

function keepWish(relation: DatabaseRelation, id: string, wanted: Wanted): string | null {
  const { localApp } = relation
  const data = wishIn(wanted)
  if (localApp === undefined || data === undefined) return null
  const before = requestsIn(relation).find((request) => request['request-id'] === id)
  const uri = before?.['secret-requested-entity'] ?? undefined
  return localApp.secret({ name: `${id}.requested-entity`, content: requestedEntityContent, data, uri })
}

function join(items: readonly string[] | undefined): string | null {
  return items === undefined || items.length === 0 ? null : items.join(',')
}

/** What was answered in a relation whose provider serves. An answer without a mirrored request is to one that was taken back. */
export function seenAnswersIn(relation: DatabaseRelation): readonly SeenAnswer[] {
  const { id, remoteApp, localApp, units } = relation
  if (remoteApp?.databag.state !== 'ready') return []
  const { subordinated, requests = [], data = {} } = remoteApp.databag.data
  const states = units.map(({ databag }) => (databag.state === 'ready' ? databag.data.state : undefined))
  if (!isServing(subordinated, states)) return []
  const own = requestsIn(relation).map((request) => request['request-id'])
  return requests.flatMap((entry) => {
    const seen = data[entry['request-id']]
    const isOurs = localApp === undefined || own.includes(entry['request-id'])
    if (!isOurs || !isRecord(seen)) return []
    const answer = readEntry(entry, remoteApp.raw)
    return [{ relation: id, application: remoteApp.name, alias: undefined, answer, seen }]
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
