import { split } from './answer-1.ts'
import type { DatabaseAnswer } from './request.ts'

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
  /** The roles that were asked for, as the provider has seen them: they tell accounts of one database apart. */
  readonly extraUserRoles: readonly string[]
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

/** An answer as a requirer sees it, whichever wire it stands in. */
export interface SeenAnswer {
  readonly relation: string
  readonly application: string
  readonly alias: string | undefined
  readonly answer: DatabaseAnswer
  /** The request as the provider has seen it; followers cannot read what their own leader wrote. */
  readonly seen: Readonly<Record<string, unknown>>
}

/** Whether the units of a provider serve: of a subordinate one, some unit has to say so. */
export function isServing(subordinated: boolean | undefined, states: readonly (string | undefined)[]): boolean {
  return subordinated !== true || states.includes('ready')
}

/** The account in an answer; undefined while it is not whole. */
export function databaseIn(seen: SeenAnswer): Database | undefined {
  const { username, password, uris, readOnlyUris, prefixDatabases = [], extra = {} } = seen.answer
  const servers = serversIn(seen)
  if (username === undefined || password === undefined || servers.endpoints.length === 0) return undefined
  const database = seen.answer.database ?? textIn(seen.seen['database'])
  const extraUserRoles = split(textIn(seen.seen['extra-user-roles']))
  return { ...servers, database, username, password, uris, readOnlyUris, prefixDatabases, extraUserRoles, extra }
}

/** The role or group in an answer; undefined where there is none. */
export function entityIn(seen: SeenAnswer): DatabaseEntity | undefined {
  const { entityName: name, entityPassword: password } = seen.answer
  return name === undefined ? undefined : { ...serversIn(seen), name, password }
}

function serversIn({ relation, application, alias, answer }: SeenAnswer): DatabaseServers {
  const { endpoints = [], readOnlyEndpoints = [], version, tls, tlsCa } = answer
  return { relation, application, alias, endpoints, readOnlyEndpoints, version, tls, tlsCa }
}

/** A member of a mirror, if it is text. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
