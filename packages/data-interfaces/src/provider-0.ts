import { Provider, type InterfaceDefinition, type ReadData, type Relation, type UpdateData } from '@interlayer/runtime'
import { readAnswer, writeAnswer } from './answer-0.ts'
import type { DatabaseAnswer, DatabaseExchange, DatabaseRequest } from './request.ts'
import type { answer0, provides0, request0, requires0 } from './wire-0.ts'

/** An interface of wire 0, whatever its name. */
export interface DatabaseInterface0 extends Pick<InterfaceDefinition, 'name' | 'wire' | 'summary'> {
  readonly provides: typeof provides0
  readonly requires: typeof requires0
}

type DatabaseRelation = Relation<DatabaseInterface0, 'provides'>

/** The provider's side towards requirers of wire 0: one request in each relation. */
export class DatabaseProvider0 extends Provider<DatabaseInterface0> {
  /** Mirrors requests, and hides what was plain from who has learned to take secrets. */
  override sync(): void {
    for (const relation of this.relations) {
      const { localApp } = relation
      localApp?.update({ data: mirrorOf(relation) })
      const plain = localApp?.written
      const isExposed = plain?.password !== undefined || plain?.['entity-password'] !== undefined
      const request = requestIn(relation)
      if (localApp !== undefined && isExposed && request?.['requested-secrets'] !== undefined)
        writeAnswer(localApp, readAnswer(localApp.written, localApp.raw), request)
    }
  }

  /** The requests with their answers, as far as this unit can answer. */
  exchanges(): readonly DatabaseExchange[] {
    return this.relations.flatMap((relation) => {
      const { id, localApp } = relation
      const [data, request] = [requestIn(relation), requestOf(relation)]
      const answer = localApp && answerIn(relation)
      if (localApp === undefined || (request ?? answer) === undefined) return []
      const write = (next: DatabaseAnswer = {}): void => {
        const database = next.database ?? (next.username && request?.database)
        writeAnswer(localApp, { ...next, database }, data ?? {})
      }
      return [{ id, relation: id, account: accountIn(relation), request, answer, write }]
    })
  }

  /** Tells all requirers of wire 0. */
  tell(data: UpdateData<Pick<typeof answer0, 'status' | 'subordinated'>>): void {
    for (const { localApp } of this.relations) localApp?.update(data)
  }

  /** Says that this unit serves. */
  state(state: 'ready' | undefined): void {
    for (const { localUnit } of this.relations) localUnit.publish({ state })
  }
}

/** Its own copy is left out of the mirror, and every value is text. */
function mirrorOf({ remoteApp }: DatabaseRelation): Readonly<Record<string, string>> | undefined {
  const mirrored = [...(remoteApp?.raw ?? [])].filter(([key]) => key !== 'data').sort(([a], [b]) => (a < b ? -1 : 1))
  return mirrored.length === 0 ? undefined : Object.fromEntries(mirrored)
}

function requestIn({ remoteApp }: DatabaseRelation): ReadData<typeof request0> | undefined {
  if (remoteApp?.databag.state !== 'ready') return undefined
  // A kind of entity that is not known here is no account.
  const { data } = remoteApp.databag
  return remoteApp.raw.has('entity-type') && data['entity-type'] === undefined ? undefined : data
}

function requestOf(relation: DatabaseRelation): DatabaseRequest | undefined {
  const [data, { id, remoteApp }] = [requestIn(relation), relation]
  if (data === undefined || remoteApp === undefined) return undefined
  const wish = data['requested-entity-secret']?.reveal()
  const type = data['entity-type']
  return {
    request: id,
    relation: id,
    application: remoteApp.name,
    account: accountIn(relation),
    database: data.database,
    extraUserRoles: data['extra-user-roles'] ?? [],
    extraGroupRoles: data['extra-group-roles'] ?? [],
    externalNodeConnectivity: data['external-node-connectivity'] ?? false,
    prefixMatching: data['prefix-matching'],
    entity: type && {
      type,
      permissions: data['entity-permissions'] ?? [],
      name: wish?.['entity-name'],
      password: wish?.password,
    },
    extraSecrets: (data['requested-secrets'] ?? []).filter((field) => !usualSecrets.includes(field)),
  }
}

/** What every requirer of today takes in secrets. */
export const usualSecrets: readonly string[] = [
  'username',
  'password',
  'tls',
  'tls-ca',
  'uris',
  'read-only-uris',
  'entity-name',
  'entity-password',
]

function answerIn({ localApp }: DatabaseRelation): DatabaseAnswer | undefined {
  if (localApp === undefined) return undefined
  const answer = readAnswer(localApp.written, localApp.raw)
  return answer.username === undefined && answer.entityName === undefined ? undefined : answer
}

function accountIn({ number }: DatabaseRelation): string {
  return `relation-${String(number)}`
}
