import { layoutOf, membersOf, namesSecrets } from '../definitions/databag-layout.ts'
import type { Fields } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import { parseJson, textsIn } from '../values/json.ts'
import { memoize } from '../values/memo.ts'
import { secretUrisIn } from '../values/secret-uri.ts'

/** Most secrets that a databag of a partner may name: each is asked for in every hook. More make it invalid, and none is read. */
export const maxNamedSecrets = 1_000

/** A secret that a databag names. */
export interface NamedSecret {
  /** Undefined where this unit may not read it, or it is gone. */
  readonly content: RawBag | undefined
  /** How often Juju has said that it changed. */
  readonly changes: number
}

/** A databag together with the secrets that its texts name, by URI. */
export class SecretBag extends Map<string, string> {
  readonly secrets: ReadonlyMap<string, NamedSecret>
  /** It names more than are read. */
  readonly overflows: boolean

  constructor(raw: RawBag, secrets: ReadonlyMap<string, NamedSecret>, overflows = false) {
    super(raw)
    this.secrets = secrets
    this.overflows = overflows
  }
}

/** A databag of this unit's own with its secrets, whose contents are kept as JSON by URI. */
export const withKeptSecrets: (raw: RawBag, kept: RawBag) => RawBag = memoize((raw, kept) => {
  const secrets = [...kept].map(([uri, text]) => {
    return [uri, { content: textsIn(parseJson(text)?.value), changes: 0 }] as const
  })
  return secrets.length === 0 ? raw : new SecretBag(raw, new Map(secrets))
})

/** Texts of several databags with the secrets of all of them. */
export function withSecretsOf(raw: RawBag, members: readonly { readonly raw: RawBag }[]): RawBag {
  const secrets = members.flatMap((member) => (member.raw instanceof SecretBag ? [...member.raw.secrets] : []))
  const overflows = members.some((member) => overflowOf(member.raw) !== undefined)
  return secrets.length === 0 && !overflows ? raw : new SecretBag(raw, new Map(secrets), overflows)
}

/** What is known of a secret that a databag names. */
export function secretNamed(raw: RawBag, uri: string): NamedSecret | undefined {
  return raw instanceof SecretBag ? raw.secrets.get(uri) : undefined
}

/** Why a field that names secrets is not read; undefined where it is. */
export function overflowOf(raw: RawBag): string | undefined {
  const overflows = raw instanceof SecretBag && raw.overflows
  return overflows ? `its databag names more than ${String(maxNamedSecrets)} secrets` : undefined
}

/** The URIs of all secrets that a databag names in the fields that may. */
export function secretsIn(raw: RawBag, fields: Fields): readonly string[] {
  const layout = layoutOf(fields)
  if (!layout.namesSecrets) return []
  const keys = [
    ...layout.exact.flatMap(([key, field]) => (namesSecrets(field) ? [key, ...(field.options.aliases ?? [])] : [])),
    ...membersOf(layout, raw).flatMap(({ key, family }) => (namesSecrets(family.field) ? [key] : [])),
  ]
  return [...new Set(keys.flatMap((key) => secretUrisIn(raw.get(key) ?? '')))]
}
