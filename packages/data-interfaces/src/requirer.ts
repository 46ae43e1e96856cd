import { Requirer, type Contract, type Params, type ReadData, type Relation, type WriteData } from '@interlayer/runtime'
import { readAnswer } from './answer-0.ts'
import type { DatabaseAnswer } from './request.ts'
import { usualSecrets, type DatabaseInterface0 } from './provider-0.ts'
import type { requestedEntityContent } from './secret-contents.ts'
import type { answer0 } from './wire-0.ts'

/** How to reach a database. */
export interface Database extends DatabaseServers {
  /** Undefined where the provider is too old to name it. */
  readonly database: string | undefined
  readonly username: string
  readonly password: string
  readonly uris: string | undefined
  readonly readOnlyUris: string | undefined
  /** The databases that a name with `*` stands for. */
  readonly prefixDatabases: readonly string[]
  /** What else was asked for, as far as it was given. */
  readonly extra: Readonly<Record<string, string>>
}

/** A role or group of a server. */
export interface DatabaseEntity extends DatabaseServers {
  readonly name: string
  readonly password: string | undefined
}

/** Servers in one relation. */
export interface DatabaseServers {
  /** The id of the relation. */
  readonly relation: string
  /** The provider. */
  readonly application: string
  /** What this application calls the relation, the same in all of its units. */
  readonly alias: string | undefined
  /** As host:port, the primary first. */
  readonly endpoints: readonly string[]
  readonly readOnlyEndpoints: readonly string[]
  readonly version: string | undefined
  /** Undefined where the provider does not say. */
  readonly tls: boolean | undefined
  readonly tlsCa: string | undefined
}

/** What a provider says is the matter with it. */
export interface DatabaseStatus {
  readonly relation: string
  readonly code: number
  readonly message: string
  readonly resolution: string | undefined
}

type Wanted = Params<DatabaseInterface0, 'requires', 'request'>
type DatabaseRelation = Relation<DatabaseInterface0, 'requires'>

/** The requirer's side. It speaks wire 0, which providers of every wire answer. */
export class DatabaseRequirer extends Requirer<DatabaseInterface0> implements Contract<DatabaseInterface0, 'requires'> {
  /** Raised while this unit leads and some provider that is related was not asked yet. */
  get unasked(): boolean {
    return this.relations.some(isUnasked)
  }

  /** Raised while an account and a server are known. */
  get available(): boolean {
    return this.databases().length > 0
  }

  /** Raised while a role or group is known. */
  get entityAvailable(): boolean {
    return this.entities().length > 0
  }

  /** A wish is of no use once there is an answer: its secret goes. */
  override sync(): void {
    for (const { localApp, data } of this.#answers)
      if (data['secret-entity'] !== undefined) localApp?.update({ 'requested-entity-secret': undefined })
  }

  /** Asks every related provider that was not asked yet. What was asked stays until the relation ends: providers may not bear a change. */
  request({ aliases = [], extraSecrets = [], ...wanted }: Wanted): void {
    for (const relation of this.relations.filter(isUnasked)) {
      const taken = this.relations.map(({ localApp }) => localApp?.written.alias)
      relation.localApp?.update({
        database: wanted.database,
        'requested-secrets': [...usualSecrets, ...extraSecrets],
        'provided-secrets': ['mtls-cert'],
        'extra-user-roles': wanted.extraUserRoles,
        'extra-group-roles': wanted.extraGroupRoles,
        'external-node-connectivity': wanted.externalNodeConnectivity === true ? true : undefined,
        'entity-type': wanted.entityType,
        'entity-permissions': wanted.entityPermissions,
        'requested-entity-secret': wishIn(wanted),
        'prefix-matching': wanted.prefixMatching,
        alias: aliases.find((alias) => !taken.includes(alias)),
      })
    }
  }

  /** The accounts that are known, with what they need to connect. */
  databases(): readonly Database[] {
    return this.#answers.flatMap(({ answer, servers, seen }) => {
      const { username, password, uris, readOnlyUris, prefixDatabases = [], extra = {} } = answer
      if (username === undefined || password === undefined || servers.endpoints.length === 0) return []
      const database = answer.database ?? textIn(seen['database'])
      return [{ ...servers, database, username, password, uris, readOnlyUris, prefixDatabases, extra }]
    })
  }

  /** The roles and groups that are known. */
  entities(): readonly DatabaseEntity[] {
    return this.#answers.flatMap(({ answer: { entityName: name, entityPassword: password }, servers }) => {
      return name === undefined ? [] : [{ ...servers, name, password }]
    })
  }

  /** What providers say is the matter with them. */
  statuses(): readonly DatabaseStatus[] {
    return this.readyApps.flatMap(({ relation, data: { status = [] } }) => {
      return status.map(({ code, message, resolution }) => ({ relation: relation.id, code, message, resolution }))
    })
  }

  /** Of providers that can be understood and, if they are subordinates, serve. */
  get #answers(): readonly Answered[] {
    return this.readyApps.flatMap(({ relation, app, data }) => {
      const serves = relation.units.some(({ databag }) => databag.state === 'ready' && databag.data.state === 'ready')
      if (data.subordinated === true && !serves) return []
      const { id, localApp } = relation
      const [answer, seen] = [readAnswer(data, app.raw), data.data ?? {}]
      const alias = localApp?.written.alias ?? textIn(seen['alias'])
      const servers = serversIn(answer, { relation: id, application: app.name, alias })
      return [{ localApp, data, answer, seen, servers }]
    })
  }
}

interface Answered {
  readonly localApp: DatabaseRelation['localApp']
  readonly data: ReadData<typeof answer0>
  readonly answer: DatabaseAnswer
  /** The request as the provider has seen it; followers cannot read what their own leader wrote. */
  readonly seen: Readonly<Record<string, unknown>>
  readonly servers: DatabaseServers
}

function isUnasked({ localApp }: DatabaseRelation): boolean {
  return localApp !== undefined && localApp.written.database === undefined
}

function wishIn({
  entityName,
  entityPassword: password,
}: Wanted): WriteData<typeof requestedEntityContent> | undefined {
  return entityName === undefined ? undefined : { 'entity-name': entityName, password }
}

function serversIn(
  { endpoints = [], readOnlyEndpoints = [], version, tls, tlsCa }: DatabaseAnswer,
  place: Pick<DatabaseServers, 'relation' | 'application' | 'alias'>,
): DatabaseServers {
  return { ...place, endpoints, readOnlyEndpoints, version, tls, tlsCa }
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
