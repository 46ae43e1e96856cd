/** Who may change a secret: an application by its leader, a unit, or the operator of the model. */
export interface SecretOwner {
  readonly kind: 'application' | 'unit' | 'model'
  /** Of the application or unit. */
  readonly name: string
}

/** By key, the bytes in base64. */
export type SecretContent = ReadonlyMap<string, string>

/** What is said about a secret. */
export interface SecretFacts {
  readonly label?: string
  readonly description?: string
  readonly rotate?: string
  readonly expire?: string
}

/** Who may read it, and while which relation lasts; without one as long as the secret does. */
export interface SecretGrant {
  /** A unit or an application. */
  readonly target: string
  readonly relation: number | undefined
}

/** Which revision a unit reads, and its own name for the secret. */
export interface SecretConsumer {
  readonly revision: number
  readonly label: string | undefined
}

/** One secret. */
export interface Secret {
  /** 20 letters and digits. */
  readonly id: string
  readonly owner: SecretOwner
  facts: SecretFacts
  latest: number
  readonly revisions: Map<number, SecretContent>
  grants: readonly SecretGrant[]
  /** By unit. */
  readonly consumers: Map<string, SecretConsumer>
  /** Revisions that nobody reads any more, of which the owner has been told. */
  readonly obsolete: Set<number>
}

/** What a hook does to secrets; nothing of it happens before the hook succeeds. */
export type SecretChange =
  | { readonly change: 'add'; readonly secret: Secret; readonly content: SecretContent }
  | {
      readonly change: 'set'
      readonly secret: Secret
      readonly facts: SecretFacts
      readonly content: SecretContent | undefined
    }
  | { readonly change: 'grant'; readonly secret: Secret; readonly grant: SecretGrant }
  | { readonly change: 'revoke'; readonly secret: Secret; readonly revoked: (grant: SecretGrant) => boolean }
  | { readonly change: 'remove'; readonly secret: Secret; readonly revision: number | undefined }

/** A hook about a secret that a unit has yet to run. */
export interface SecretHook {
  readonly kind: 'expired' | 'rotate' | 'changed' | 'remove'
  readonly id: string
  /** For what is about one revision. */
  readonly revision: number | undefined
}

/** As Juju writes it. */
export function secretUri({ id }: Pick<Secret, 'id'>): string {
  return `secret:${id}`
}

/** The id in a URI, which may name the model too; undefined for what is none. */
export function secretId(uri: string): string | undefined {
  return /^(?:secret:(?:\/\/[0-9a-f-]{36}\/)?)?([0-9a-z]{20})$/.exec(uri)?.[1]
}

/** A secret with nothing in it yet. */
export function newSecret(owner: SecretOwner, number: number, facts: SecretFacts): Secret {
  return {
    id: `d${number.toString(32).padStart(19, '0')}`,
    owner,
    facts,
    latest: 0,
    revisions: new Map(),
    grants: [],
    consumers: new Map(),
    obsolete: new Set(),
  }
}
