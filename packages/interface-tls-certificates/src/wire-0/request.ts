import { array, object, optional, picklist, pipe, string, minLength, type InferInput } from 'valibot'
import { SigningRequestPem } from './pem.ts'

/** What a certificate is good for; `intermediate` signs others. */
export const kinds = ['server', 'client', 'intermediate'] as const

/** A certificate that a charm wants, stated once for all wires: each takes what it understands. */
export const Wanted = object({
  /** `server` unless said otherwise. */
  kind: optional(picklist(kinds)),
  /** Who it is for: this `unit`, unless said otherwise, or the `application`, which has one for all units. */
  owner: optional(picklist(['unit', 'application'])),
  /** With it wire 0 can be asked, where the authority makes the key. */
  commonName: optional(pipe(string(), minLength(1))),
  /** Further names and addresses. */
  sans: optional(array(string())),
  /** PEM; with it wire 1 can be asked, and the key stays where it is. */
  signingRequest: optional(SigningRequestPem),
})

/** A certificate that a charm wants. */
export type WantedCertificate = Readonly<InferInput<typeof Wanted>>

/** A request that waits for its answer: by a signing request, or by names alone. */
export type TlsCertificatesRequest = SigningRequest | NamedRequest

interface AnyRequest {
  /** To answer with. It stays the same as long as the request does. */
  readonly id: string
  /** The id of the relation. */
  readonly relation: string
  /** The unit or application that asks. */
  readonly from: string
  readonly kind: (typeof kinds)[number]
}

/** Who asks has the key. Whether it serves or visits stands in the request itself: the kind says only who is to sign others. */
export interface SigningRequest extends AnyRequest {
  /** PEM. */
  readonly signingRequest: string
}

/** Who asks gets certificate and key. */
export interface NamedRequest extends AnyRequest {
  readonly signingRequest: undefined
  readonly commonName: string
  /** Further names and addresses, sorted, each once. */
  readonly sans: readonly string[]
}
