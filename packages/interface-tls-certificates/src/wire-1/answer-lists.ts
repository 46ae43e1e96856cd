import type { ReadData } from '@interlayer/runtime'
import type { tlsCertificates } from '../definition.ts'
import { pemBody } from '../wire-0/pem.ts'

type Data = Required<ReadData<(typeof tlsCertificates)['provides']['app']>>

/** An answer on the wire. */
export type Answer = Data['certificates'][number]

/** A refusal on the wire. */
export type Refusal = Data['request_errors'][number]

/** What a request is found by in an answer. */
export function bodyOf(entry: Answer | Refusal): string {
  return pemBody('csr' in entry ? entry.csr : entry.certificate_signing_request)
}

/** The list with an entry, in place of that for the same request; in an order that does not tell when each was answered. */
export function withEntry<E extends Answer | Refusal>(list: readonly E[], entry: E): E[] {
  const others = list.filter((one) => bodyOf(one) !== bodyOf(entry))
  return [...others, entry].sort((one, other) => (bodyOf(one) < bodyOf(other) ? -1 : 1))
}

/** The list with the entries for some requests only; undefined for none, which is no key at all. */
export function entriesFor<E extends Answer | Refusal>(
  list: readonly E[] | undefined,
  isFor: (body: string) => boolean,
): E[] | undefined {
  const kept = (list ?? []).filter((entry) => isFor(bodyOf(entry)))
  return kept.length === 0 ? undefined : kept
}
