import { encodeWhole, type SecretKeeper } from '../definitions/databag-writing.ts'
import type { Fields } from '../fields/field.ts'
import type { KeptSecret } from '../relations/relation.ts'
import type { Draft, Place } from '../transaction/draft.ts'
import { canonicalJson } from '../values/json.ts'
import { databagLabel, pendingUri } from '../values/secret-uri.ts'
import { checkSecret } from './secret-limits.ts'

/** A secret that an own databag is to name. */
export interface NamingPlaces {
  readonly databag: Place
  readonly secrets: Place
}

/** Keeps its content in the draft, and gives its URI, or what stands for that until the commit. */
export function writeSecret(
  draft: Draft,
  { databag: { relation, bag }, secrets }: NamingPlaces,
  { name, content, data, uri = '' }: Omit<KeptSecret<Fields>, 'data'> & { readonly data: object },
): string {
  const kept = draft.read(secrets).has(uri) ? uri : pendingUri(databagLabel(relation, bag, name))
  const texts = [...encodeWhole(content, data, { current: new Map(), keep: refuseInner })]
  const filled = Object.fromEntries(texts.filter(([, text]) => text !== ''))
  checkSecret(name, filled)
  draft.write(secrets, new Map([[kept, canonicalJson(filled)]]))
  return kept
}

const refuseInner: SecretKeeper = () => {
  throw new Error('a secret holds no other secrets')
}
