import { Requirer, type Contract, type Params, type Relation } from '@interlayer/runtime'
import { tlsCertificates } from './definition.ts'
import { pemBody, wholeChain } from './wire-0/pem.ts'
import type { WantedCertificate } from './wire-0/request.ts'
import { TlsCertificatesRequirer0, type TlsCertificate } from './wire-0/requirer.ts'
import { bodyOf, type Answer } from './wire-1/answer-lists.ts'
import { isExpiring, keepCertificates, keptCertificate } from './wire-1/kept-certificates.ts'

type P<M extends 'request' | 'certificate'> = Params<typeof tlsCertificates, 'requires', M>
type Asking = Relation<typeof tlsCertificates, 'requires'>

/** A signing request that was refused. */
export interface TlsRefusal {
  /** PEM. */
  readonly signingRequest: string
  /** The number that the wire has for it. */
  readonly code: number
  readonly name: string
  readonly message: string
  readonly reason: string | undefined
}

/** What an authority can sign; what it does not say is undefined. */
export interface TlsCapabilities {
  /** Certificates for IP addresses. */
  readonly addresses: boolean | undefined
  /** For all names below one. */
  readonly wildcards: boolean | undefined
  /** For names below the allowed domains. */
  readonly subdomains: boolean | undefined
  /** Certificates that sign others. */
  readonly authorities: boolean | undefined
  readonly domains: readonly string[] | undefined
  readonly type: string | undefined
}

/** The side of who needs certificates. */
export class TlsCertificatesRequirer
  extends Requirer<typeof tlsCertificates>
  implements Contract<typeof tlsCertificates, 'requires'>
{
  static readonly definition: typeof tlsCertificates = tlsCertificates
  static readonly generations = [TlsCertificatesRequirer0] as const

  /** Keeps what was answered, and forgets what nobody asks for. */
  override sync(): void {
    for (const relation of this.relations) keepCertificates(relation, bodiesAsked(relation), answersIn(relation))
  }

  /**
   * Raised while everything that this unit asks for, by the wire that is answered, has its certificate, or the one of before by
   * the same key.
   */
  get available(): boolean {
    if (this.#older.available) return true
    const asked = this.#asked
    return asked.length > 0 && asked.every(({ relation, body }) => certificateFor(relation, body) !== undefined)
  }

  /** Raised while the certificate of some authority is known. */
  get caAvailable(): boolean {
    return this.authorities().length > 0
  }

  /** Raised while something that this unit asks for is refused. */
  get refused(): boolean {
    return this.refusals().length > 0
  }

  /** Raised while some certificate of this unit has nine tenths of its life behind it: it is time to state another request. */
  get expiring(): boolean {
    return this.#asked.some(({ relation, body }) => isExpiring(relation, body))
  }

  /** Raised while some certificate of this unit is taken back, and there is no other yet. */
  get revoked(): boolean {
    return this.relations.some((relation) => {
      const own = bodiesAsked(relation)
      return answersIn(relation).some((entry) => entry.revoked === true && own.includes(bodyOf(entry)))
    })
  }

  /**
   * Says which certificates are wanted, for all wires: signing requests go to authorities of today, common names to older ones.
   * What belongs to the application is written by the leader, and should be the same in all units.
   */
  request({ requests }: P<'request'>): void {
    const signing = requests.filter(isSigning)
    const application = signing.filter(({ owner }) => owner === 'application')
    for (const { localUnit, localApp, memory } of this.relations) {
      localUnit.update(toWire(signing.filter(({ owner }) => owner !== 'application')))
      localApp?.update(toWire(application))
      memory.update({ application: application.map(({ signingRequest }) => pemBody(signingRequest)) })
    }
    this.#older.request({ requests })
  }

  /**
   * The certificate for a request, as it was made; undefined until there is one, and after it was revoked. When a request takes
   * the place of another by the same key, it is the old one until there is the new one; by another key, the old request has it.
   */
  certificate(wanted: P<'certificate'>): TlsCertificate | undefined {
    const body = pemBody(wanted.signingRequest ?? '')
    for (const relation of body === '' ? [] : this.relations) {
      const found = certificateFor(relation, body)
      if (found !== undefined) return found
    }
    return this.#older.certificate(wanted)
  }

  /** Which signing requests of this unit, and of its application, are refused, and why. */
  refusals(): readonly TlsRefusal[] {
    return this.relations.flatMap((relation) => {
      const own = bodiesAsked(relation)
      const { request_errors: refusals = [] } = providerData(relation)
      return refusals
        .filter((entry) => own.includes(bodyOf(entry)))
        .map(({ csr, error: { code, name, message, reason } }) => {
          return { signingRequest: csr.trim(), code, name, message, reason: reason ?? undefined }
        })
    })
  }

  /** The certificates of the authorities that are known, each once. */
  authorities(): readonly string[] {
    const named = this.relations.flatMap(answersIn).filter(({ revoked }) => revoked !== true)
    return [...new Set([...named.map(({ ca }) => ca.trim()), ...this.#older.authorities()])]
  }

  /** What the authority says that it can sign. */
  capabilities(): TlsCapabilities | undefined {
    const [said] = this.relations.flatMap((relation) => providerData(relation).capabilities ?? [])
    return (
      said && {
        addresses: said.supports_ip_sans ?? undefined,
        wildcards: said.supports_wildcard_dns ?? undefined,
        subdomains: said.supports_subdomain ?? undefined,
        authorities: said.supports_ca_certificates ?? undefined,
        domains: said.allowed_domains ?? undefined,
        type: said.provider_type ?? undefined,
      }
    )
  }

  get #asked(): readonly { readonly relation: Asking; readonly body: string }[] {
    return this.relations.flatMap((relation) => bodiesAsked(relation).map((body) => ({ relation, body })))
  }

  get #older(): TlsCertificatesRequirer0 {
    return this.generation(TlsCertificatesRequirer0)
  }
}

type Signing = WantedCertificate & { readonly signingRequest: string }

function isSigning(wanted: WantedCertificate): wanted is Signing {
  return wanted.signingRequest !== undefined
}

function toWire(requests: readonly Signing[]) {
  const entries = requests.map(({ signingRequest, kind }) => {
    return { certificate_signing_request: signingRequest.trim(), ca: kind === 'intermediate' }
  })
  return { certificate_signing_requests: entries.length === 0 ? undefined : entries }
}

/** What this unit asks for. Juju shows what its application asks for to the leader alone. */
function bodiesAsked({ localUnit, memory }: Asking): readonly string[] {
  const { certificate_signing_requests: asked = [] } = localUnit.written
  const own = asked.map(({ certificate_signing_request: pem }) => pemBody(pem))
  return [...own, ...(memory.written.application ?? [])]
}

function providerData({ remoteApp }: Asking) {
  return remoteApp?.databag.state === 'ready' ? remoteApp.databag.data : {}
}

function answersIn(relation: Asking): readonly Answer[] {
  return providerData(relation).certificates ?? []
}

function certificateFor(relation: Asking, body: string): TlsCertificate | undefined {
  const valid = answersIn(relation).find((entry) => entry.revoked !== true && bodyOf(entry) === body)
  return valid === undefined ? keptCertificate(relation, body, bodiesAsked(relation)) : toCertificate(valid)
}

function toCertificate({ certificate, ca, chain }: Answer): TlsCertificate {
  const whole = wholeChain(certificate, chain ?? [], ca)
  return { certificate: certificate.trim(), ca: ca.trim(), chain: whole, key: undefined }
}
