/** What a requirer asks for. */
export interface DatabaseRequest {
  /** To answer with. */
  readonly request: string
  /** The id of the relation. */
  readonly relation: string
  readonly application: string
  /** A name for the account that no other request has: `relation-3`, or `relation-3-…` where a relation has several requests. */
  readonly account: string
  /** Name of the database; with `prefixMatching` it may end in `*`. */
  readonly database: string
  /** Roles of the server that the account should have. */
  readonly extraUserRoles: readonly string[]
  readonly extraGroupRoles: readonly string[]
  /** Clients outside of the model have to reach the server. */
  readonly externalNodeConnectivity: boolean
  readonly prefixMatching: 'all' | 'only-existing' | undefined
  /** A role or a group is wanted in place of an account. */
  readonly entity: RequestedEntity | undefined
  /** Further values that it wants in a secret. */
  readonly extraSecrets: readonly string[]
}

/** A role (`USER`) or group that is wanted in place of an account. */
export interface RequestedEntity {
  readonly type: 'USER' | 'GROUP'
  readonly permissions: readonly EntityPermission[]
  /** Undefined while the requirer leaves the choice to the provider. */
  readonly name: string | undefined
  readonly password: string | undefined
}

/** What an entity may do; the names are those of the wire. */
export interface EntityPermission {
  readonly resource_name: string
  readonly resource_type: string
  readonly privileges: readonly string[]
}

/** What a provider answers. */
export interface DatabaseAnswer {
  readonly database?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  readonly endpoints?: readonly string[] | undefined
  readonly readOnlyEndpoints?: readonly string[] | undefined
  readonly version?: string | undefined
  readonly tls?: boolean | undefined
  readonly tlsCa?: string | undefined
  readonly uris?: string | undefined
  readonly readOnlyUris?: string | undefined
  readonly prefixDatabases?: readonly string[] | undefined
  readonly entityName?: string | undefined
  readonly entityPassword?: string | undefined
  readonly extra?: Readonly<Record<string, string>> | undefined
}

/** A request with its answer, whichever wire they stand in. */
export interface DatabaseExchange {
  readonly id: string
  readonly relation: string
  readonly account: string
  /** Undefined when the requirer has taken it back. */
  readonly request: DatabaseRequest | undefined
  readonly answer: DatabaseAnswer | undefined
  /** Answers, or takes the answer back. */
  readonly write: (answer: DatabaseAnswer | undefined) => void
}
