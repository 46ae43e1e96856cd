import { Requirer, Sensitive, stableId, type Contract, type Params, type Relation } from '@interlayer/runtime'
import { pairIn } from './answers.ts'
import { applicationMember, wireName, type Place } from './asks.ts'
import { tlsCertificates0 } from './definition.ts'
import { certificatesIn, wholeChain } from './pem.ts'
import type { WantedCertificate } from './request.ts'

type P<M extends 'request' | 'certificate'> = Params<typeof tlsCertificates0, 'requires', M>
type Asking = Relation<typeof tlsCertificates0, 'requires'>

/** A certificate that was asked for. */
export interface TlsCertificate {
  /** PEM, as all of these. */
  readonly certificate: string
  /** Of the authority. */
  readonly ca: string | undefined
  /** The certificate first, the authority last. */
  readonly chain: readonly string[]
  /** Of a certificate that was asked for by names alone: whoever asks with a signing request has the key. */
  readonly key: Sensitive<string> | undefined
}

/** The side of who asks by names. */
export class TlsCertificatesRequirer0
  extends Requirer<typeof tlsCertificates0>
  implements Contract<typeof tlsCertificates0, 'requires'>
{
  static readonly definition: typeof tlsCertificates0 = tlsCertificates0

  /** Raised while everything that this unit asks for has its certificate. */
  get available(): boolean {
    const asked = this.relations.flatMap((relation) => placesAsked(relation).map((place) => ({ relation, place })))
    return asked.length > 0 && asked.every(({ relation, place }) => this.#answer(relation, place) !== undefined)
  }

  /** Raised while the certificate of some authority is known. */
  get caAvailable(): boolean {
    return this.authorities().length > 0
  }

  /**
   * Says which certificates are wanted. Those without a common name cannot be asked for by this wire, nor can those of an
   * application that are no server's.
   */
  request({ requests }: P<'request'>): void {
    const named = requests.filter(isNamed)
    for (const { localUnit } of this.relations) {
      if (named.length === 0) {
        localUnit.clear()
        continue
      }
      const { written } = localUnit
      const servers = named.filter((one) => isServer(one) && one.owner !== 'application')
      // The first keeps its place while it is wanted: moving it would have it made anew.
      const first = servers.find(({ commonName }) => commonName === written.common_name) ?? servers[0]
      localUnit.publish({
        unit_name: wireName(this.unitName),
        ...(first && {
          common_name: first.commonName,
          sans: sorted(first.sans),
          certificate_name: written.certificate_name ?? stableId(this.unitName, first.commonName),
        }),
        cert_requests: toRequests(servers.filter(({ commonName }) => commonName !== first?.commonName)),
        client_cert_requests: toRequests(named.filter(({ kind }) => kind === 'client')),
        intermediate_cert_requests: toRequests(named.filter(({ kind }) => kind === 'intermediate')),
        application_cert_requests: toRequests(named.filter(({ owner }) => owner === 'application')),
      })
    }
  }

  /**
   * The certificate for a request, as it was made. One whose further names have changed stays until there is another. Of
   * several units that answer the first one counts.
   */
  certificate(wanted: P<'certificate'>): TlsCertificate | undefined {
    if (!isNamed(wanted)) return undefined
    const found = this.relations.flatMap((relation) => {
      return this.#answer(relation, placeOf(wanted, relation.localUnit.written.common_name)) ?? []
    })
    return found[0]
  }

  /** The certificates of the authorities that are known, each once. */
  authorities(): readonly string[] {
    return [...new Set(this.readyUnits.flatMap(({ data }) => data.ca?.trim() ?? []))]
  }

  #answer(relation: Asking, place: Place): TlsCertificate | undefined {
    const name = wireName(this.unitName)
    for (const { databag } of relation.units) {
      const pair = databag.state === 'ready' ? pairIn(databag.data, name, place) : undefined
      if (pair === undefined || databag.state !== 'ready') continue
      const { ca, chain = '' } = databag.data
      const whole = wholeChain(pair.cert, certificatesIn(chain), ca)
      return { certificate: pair.cert.trim(), ca: ca?.trim(), chain: whole, key: new Sensitive(pair.key) }
    }
    return undefined
  }
}

type Named = WantedCertificate & { readonly commonName: string }

function isNamed<W extends WantedCertificate>(wanted: W): wanted is W & Named {
  return wanted.commonName !== undefined && (wanted.owner !== 'application' || isServer(wanted))
}

function isServer({ kind = 'server' }: WantedCertificate): boolean {
  return kind === 'server'
}

function toRequests(named: readonly Named[]): Readonly<Record<string, { readonly sans: string[] }>> | undefined {
  if (named.length === 0) return undefined
  return Object.fromEntries(named.map(({ commonName, sans }) => [commonName, { sans: sorted(sans) }]))
}

function sorted(sans: readonly string[] = []): string[] {
  return [...new Set(sans)].sort()
}

function placeOf({ kind = 'server', owner, commonName: member }: Named, slot: string | undefined): Place {
  if (owner === 'application') return { slot: false, key: keys.application, member: applicationMember }
  return kind === 'server' && member === slot ? { slot: true } : { slot: false, key: keys[kind], member }
}

/** Where the answers to what is written are to be found. */
function placesAsked({ localUnit: { written } }: Asking): readonly Place[] {
  const members = (key: Extract<Place, { readonly slot: false }>['key'], asked: object = {}): readonly Place[] =>
    Object.keys(asked).map((member) => ({ slot: false, key, member }))
  return [
    ...(written.common_name === undefined ? [] : [{ slot: true } as const]),
    ...members(keys.server, written.cert_requests),
    ...members(keys.client, written.client_cert_requests),
    ...members(keys.intermediate, written.intermediate_cert_requests),
    ...members(keys.application, written.application_cert_requests && { [applicationMember]: true }),
  ]
}

const keys = {
  server: '{unit}.processed_requests',
  client: '{unit}.processed_client_requests',
  intermediate: '{unit}.processed_intermediate_requests',
  application: '{unit}.processed_application_requests',
} as const
