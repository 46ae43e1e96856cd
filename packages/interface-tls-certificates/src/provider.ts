import { Provider, type Contract, type Params, type Relation } from '@interlayer/runtime'
import { refusalCodes, tlsCertificates } from './definition.ts'
import { wholeChain } from './wire-0/pem.ts'
import { TlsCertificatesProvider0 } from './wire-0/provider.ts'
import type { TlsCertificatesRequest } from './wire-0/request.ts'
import { bodyOf, entriesFor, withEntry } from './wire-1/answer-lists.ts'
import { signingRequestsIn, signs, type Signing } from './wire-1/signing-requests.ts'

type P<M extends 'announce' | 'issue' | 'refuse' | 'revoke' | 'support'> = Params<typeof tlsCertificates, 'provides', M>
type Answering = Relation<typeof tlsCertificates, 'provides'>

/**
 * The side of an authority. Signing requests are for its leader, who answers for all units. Who asks by names is answered by each
 * unit for itself: where they do not share a key to sign with, the leader alone should answer.
 */
export class TlsCertificatesProvider
  extends Provider<typeof tlsCertificates>
  implements Contract<typeof tlsCertificates, 'provides'>
{
  static readonly definition: typeof tlsCertificates = tlsCertificates
  static readonly generations = [TlsCertificatesProvider0] as const

  /** Withdraws answers that nobody asks for any more. */
  override sync(): void {
    for (const relation of this.relations) {
      const asked = new Set(signingRequestsIn(relation).map(({ body }) => body))
      const { certificates, request_errors: refusals } = relation.localApp?.written ?? {}
      relation.localApp?.update({
        certificates: entriesFor(certificates, (body) => asked.has(body)),
        request_errors: entriesFor(refusals, (body) => asked.has(body)),
      })
    }
  }

  /** Raised while somebody waits for an answer of this unit. */
  get requested(): boolean {
    return this.requests().length > 0
  }

  /**
   * Who waits for an answer. A request that was refused does not wait any more; one whose certificate was revoked does. Who
   * asks by signing requests and by names gets the former.
   */
  requests(): readonly TlsCertificatesRequest[] {
    const signing = this.#asked.filter(({ relation, asked }) => !isAnswered(relation, asked))
    const named = this.#older.requests().filter(({ relation: id, from }) => {
      const relation = this.relation(id)
      return relation === undefined || !signs(relation, from)
    })
    return [
      ...signing.map(({ asked: { id, relation, from, kind, signingRequest } }) => {
        return { id, relation, from, kind, signingRequest }
      }),
      ...named,
    ]
  }

  /** Tells those who ask by names of the authority; to the others each certificate tells of its own. */
  announce(authority: P<'announce'>): void {
    this.#older.announce(authority)
  }

  /** Answers a request, in place of what it was answered before. One that is gone is not answered. */
  issue(answer: P<'issue'>): void {
    this.#older.issue(answer)
    const { id, certificate, ca, chain = [] } = answer
    const found = this.#find(id)
    if (found === undefined) return
    const { relation, asked } = found
    const { certificates = [], request_errors: refusals } = relation.localApp?.written ?? {}
    const entry = {
      ca: ca.trim(),
      certificate_signing_request: asked.signingRequest,
      certificate: certificate.trim(),
      chain: [...wholeChain(certificate, chain, ca)],
    }
    relation.localApp?.update({
      certificates: withEntry(certificates, entry),
      request_errors: entriesFor(refusals, (body) => body !== asked.body),
    })
  }

  /** Says why there is no certificate, in place of one that was there. It can still be issued. */
  refuse({ id, error = 'other', message, ...more }: P<'refuse'>): void {
    this.#older.refuse({ id })
    const found = this.#find(id)
    if (found === undefined) return
    const { relation, asked } = found
    const { certificates, request_errors: refusals = [] } = relation.localApp?.written ?? {}
    const entry = { csr: asked.signingRequest, error: { code: refusalCodes[error], name: error, message, ...more } }
    relation.localApp?.update({
      certificates: entriesFor(certificates, (body) => body !== asked.body),
      request_errors: withEntry(refusals, entry),
    })
  }

  /** Takes certificates back, so that they are requested again. */
  revoke(which: P<'revoke'> = {}): void {
    this.#older.revoke(which)
    for (const { relation, asked } of this.#asked) {
      if (which.id !== undefined && which.id !== asked.id) continue
      const { certificates = [] } = relation.localApp?.written ?? {}
      const found = certificates.find((entry) => bodyOf(entry) === asked.body)
      if (found !== undefined)
        relation.localApp?.update({ certificates: withEntry(certificates, { ...found, revoked: true }) })
    }
  }

  /** Tells those who ask by signing requests what this authority can sign. */
  support({ addresses, wildcards, subdomains, authorities, domains, type }: P<'support'>): void {
    const said = {
      supports_ip_sans: addresses,
      supports_wildcard_dns: wildcards,
      supports_subdomain: subdomains,
      supports_ca_certificates: authorities,
      allowed_domains: domains && [...domains],
      provider_type: type,
    }
    const named = Object.entries(said).filter(([, value]) => value !== undefined)
    const capabilities = named.length === 0 ? undefined : Object.fromEntries(named)
    for (const { localApp } of this.relations) localApp?.update({ capabilities })
  }

  #find(id: string): { readonly relation: Answering; readonly asked: Signing } | undefined {
    return this.#asked.find(({ asked }) => asked.id === id)
  }

  get #asked(): readonly { readonly relation: Answering; readonly asked: Signing }[] {
    if (!this.leader) return []
    return this.relations.flatMap((relation) => signingRequestsIn(relation).map((asked) => ({ relation, asked })))
  }

  get #older(): TlsCertificatesProvider0 {
    return this.generation(TlsCertificatesProvider0)
  }
}

function isAnswered({ localApp }: Answering, { body }: Signing): boolean {
  const { certificates = [], request_errors: refusals = [] } = localApp?.written ?? {}
  return (
    certificates.some((entry) => entry.revoked !== true && bodyOf(entry) === body) ||
    refusals.some((entry) => bodyOf(entry) === body)
  )
}
