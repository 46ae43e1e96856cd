import { stableId, type InterfaceDefinition, type Relation } from '@interlayer/runtime'
import { contentOf, entryOf, readEntry, split } from './answer-1.ts'
import type { DatabaseAnswer, DatabaseExchange, DatabaseRequest } from './request.ts'
import { requestedEntityContent } from './secret-contents.ts'
import type { provides1, requires1, WireAnswer, WireRequest } from './wire-1.ts'

/** An interface of wire 1, whatever its name. */
export interface DatabaseInterface1 extends Pick<InterfaceDefinition, 'name' | 'wire' | 'summary'> {
  readonly provides: typeof provides1
  readonly requires: typeof requires1
}

type DatabaseRelation = Relation<DatabaseInterface1, 'provides'>

/**
 * Writes what requirers must find before any answer: each request as it was seen. The entry of a request that was taken back
 * stays as long as its answer, for requirers fail over answers without one.
 */
export function mirrorRequests(relation: DatabaseRelation): void {
  const { localApp } = relation
  const requests = requestsIn(relation)
  if (localApp === undefined || requests === undefined) return
  const orphans = answersIn(relation)
    .map((answer) => answer['request-id'])
    .filter((id) => !requests.some((request) => request['request-id'] === id))
  const seen = localApp.written.data ?? {}
  const kept = orphans.map((id): readonly [string, unknown] => [id, seen[id] ?? {}])
  const mirrored = requests.map((request): readonly [string, unknown] => [request['request-id'], mirrorOf(request)])
  const data = Object.fromEntries([...kept, ...mirrored])
  localApp.update({ data: Object.keys(data).length === 0 ? undefined : data })
}

/** The requests of a relation with their answers, as far as this unit can answer. */
export function exchangesIn(relation: DatabaseRelation): readonly DatabaseExchange[] {
  const { id: relationId, localApp, number } = relation
  if (localApp === undefined) return []
  const requests = new Map(requestsIn(relation)?.map((request) => [request['request-id'], request]))
  const answers = new Map(answersIn(relation).map((answer) => [answer['request-id'], answer]))
  const whole = [...requests.keys()].filter((id) => isWhole(relation, requests.get(id)))
  return [...new Set([...whole, ...answers.keys()])].map((id) => {
    const [request, entry] = [requests.get(id), answers.get(id)]
    const ids = { id: `${relationId} ${id}`, account: `relation-${String(number)}-${stableId(id)}` }
    const answer = entry && readEntry(entry, localApp.raw)
    // What can no longer be read is no answer; without a request it still has to be taken back.
    const isLost = request !== undefined && answer?.username === undefined && answer?.entityName === undefined
    return {
      ...ids,
      relation: relationId,
      request: request && requestOf(relation, request, ids),
      answer: isLost ? undefined : answer,
      write: (next) => {
        writeEntry(relation, request ?? { resource: entry?.resource ?? '', 'request-id': id }, next)
      },
    }
  })
}

function writeEntry(relation: DatabaseRelation, request: WireRequest, answer: DatabaseAnswer | undefined): void {
  const { localApp } = relation
  if (localApp === undefined) return
  const id = request['request-id']
  const others = answersIn(relation).filter((entry) => entry['request-id'] !== id)
  const own = answer === undefined ? [] : [entryOf(localApp, request, answer)]
  const order = requestsIn(relation)?.map((one) => one['request-id']) ?? []
  const place = (entry: WireAnswer): number => order.indexOf(entry['request-id'])
  // In the order of the requests, whichever was answered first.
  const next = [...others, ...own].sort((a, b) => place(a) - place(b))
  const answered = next.length > 0
  localApp.update({ version: answered ? 'v1' : undefined, requests: answered ? next : undefined })
}

/** The requests of a relation, each id once; undefined while the requirer has not asked, or cannot be understood. */
function requestsIn({ remoteApp, localApp }: DatabaseRelation): readonly WireRequest[] | undefined {
  if (remoteApp?.databag.state === 'ready') return remoteApp.databag.data.requests
  return localApp?.written.data !== undefined && remoteApp?.raw.has('requests') === false ? [] : undefined
}

function answersIn({ localApp }: DatabaseRelation): readonly WireAnswer[] {
  return localApp?.written.requests ?? []
}

/** The secret of a wish may come later than its name, and without it another entity would be made than was wished for. */
function isWhole({ remoteApp }: DatabaseRelation, request: WireRequest | undefined): boolean {
  const uri = request?.['secret-requested-entity'] ?? undefined
  return uri === undefined || contentOf(remoteApp?.raw ?? new Map(), uri, requestedEntityContent) !== undefined
}

interface Ids {
  readonly id: string
  readonly account: string
}

function requestOf({ id, remoteApp }: DatabaseRelation, wire: WireRequest, ids: Ids): DatabaseRequest {
  const wish = contentOf(remoteApp?.raw ?? new Map(), wire['secret-requested-entity'], requestedEntityContent)
  const type = wire['entity-type']
  const matching = wire['prefix-matching']
  return {
    request: ids.id,
    relation: id,
    application: remoteApp?.name ?? '',
    account: ids.account,
    database: wire.resource,
    extraUserRoles: split(wire['extra-user-roles']),
    extraGroupRoles: split(wire['extra-group-roles']),
    externalNodeConnectivity: wire['external-node-connectivity'] ?? false,
    prefixMatching: matching === 'all' || matching === 'only-existing' ? matching : undefined,
    entity: type
      ? { type, permissions: wire['entity-permissions'] ?? [], name: wish?.['entity-name'], password: wish?.password }
      : undefined,
    extraSecrets: [],
  }
}

/** Without what is unset, and without the content of what is secret. */
function mirrorOf(request: WireRequest): Readonly<Record<string, unknown>> {
  const members = Object.entries(request).filter(([, value]) => value !== null && value !== false)
  return Object.fromEntries(members.map(([key, value]) => [key, secretive.includes(key) ? '' : value]))
}

const secretive: readonly string[] = ['mtls-cert', 'entity-name', 'password', 'entity-password']
