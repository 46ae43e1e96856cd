import { readdirSync, readFileSync } from 'node:fs'
import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import {
  TlsCertificatesProvider,
  TlsCertificatesRequirer,
  type TlsCertificate,
  type WantedCertificate,
} from '../../src/index.ts'
import { databag, foreign } from './charms.ts'

type Texts = Readonly<Record<string, string>>

/** One side of a relation, as it was recorded. */
export interface Shown {
  readonly app: Texts
  readonly units: Readonly<Record<string, Texts>>
}

/** A recorded conversation of the Python library with itself or with somebody else. */
export interface Story {
  readonly story: string
  readonly original: readonly string[]
  readonly steps: readonly { readonly step: string; readonly provider: Shown; readonly requirer: Shown }[]
}

const folder = new URL('../fixtures/charmlibs-interfaces-tls-certificates-1.12.0/', import.meta.url)

export const stories = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Story,
)

/** An answer as it stands in a recorded databag. */
export interface WireAnswer {
  readonly ca: string
  readonly certificate_signing_request: string
  readonly certificate: string
  readonly chain: readonly string[]
  readonly revoked?: true
}

interface WireRefusal {
  readonly csr: string
  readonly error: {
    readonly code: number
    readonly name: 'ip_not_allowed'
    readonly message: string
    readonly reason?: string
  }
}

/** The answers in a databag. */
export function answersIn({ certificates = '[]' }: Texts): readonly WireAnswer[] {
  return JSON.parse(certificates) as readonly WireAnswer[]
}

/** What is asked for in a databag, as a charm states it. */
export function wantsIn(
  { certificate_signing_requests: text = '[]' }: Texts,
  owner: 'unit' | 'application',
): readonly WantedCertificate[] {
  const asked = JSON.parse(text) as readonly { readonly certificate_signing_request: string; readonly ca: boolean }[]
  return asked.map(({ certificate_signing_request: signingRequest, ca }) => {
    return { owner, kind: ca ? ('intermediate' as const) : ('server' as const), signingRequest }
  })
}

/** An authority that answers as the recorded one did, in its order. */
function authorityOf(app: Texts): AnyCharm {
  const refusals = JSON.parse(app['request_errors'] ?? '[]') as readonly WireRefusal[]
  const said = JSON.parse(app['capabilities'] ?? '{}') as {
    supports_ip_sans?: boolean
    allowed_domains?: string[]
    provider_type?: string
  }
  return defineCharm({ endpoints: { certs: TlsCertificatesProvider } })
    .when('certs.joined', ({ certs }) => {
      certs.support({ addresses: said.supports_ip_sans, domains: said.allowed_domains, type: said.provider_type })
    })
    .when('certs.requested', ({ certs }) => {
      const idOf = (csr: string) => certs.requests().find(({ signingRequest }) => signingRequest === csr)?.id ?? 'none'
      for (const { certificate_signing_request: csr, certificate, ca, chain, revoked } of answersIn(app)) {
        const id = idOf(csr)
        certs.issue({ id, certificate, ca, chain: [...chain] })
        if (revoked) certs.revoke({ id })
      }
      for (const { csr, error } of refusals) {
        const { code, name, message, ...more } = error
        certs.refuse({ id: idOf(csr), error: code === 201 ? 'server_not_available' : name, message, ...more })
      }
    })
}

/** What our provider writes where the recorded one was, to the recorded requirer. */
export async function provide(provider: Shown, requirer: Shown): Promise<Shown> {
  const model = new Model({ seed: 1 })
  model.deploy('authority', { charm: authorityOf(provider.app) })
  const units = Object.keys(requirer.units)
  const writing = { ...requirer.units, app: requirer.app }
  const highest = Math.max(-1, ...units.map((unit) => Number(unit.split('/')[1])))
  model.deploy('app', {
    program: foreign(writing),
    metadata: { requires: { certs: 'tls-certificates' } },
    units: highest + 1,
  })
  const relation = model.relate('authority', 'app')
  await model.settle()
  return {
    app: databag(model, relation, 'authority'),
    units: { 'authority/0': databag(model, relation, 'authority/0') },
  }
}

/** What our requirer writes where the recorded one was, and reads from the recorded provider: by unit, in the order of its wants. */
export async function require(
  provider: Shown,
  requirer: Shown,
): Promise<Shown & { readonly read: Readonly<Record<string, readonly (TlsCertificate | undefined)[]>> }> {
  const read = new Map<string, readonly (TlsCertificate | undefined)[]>()
  const wants = (unit: string) => [
    ...wantsIn(requirer.units[unit] ?? {}, 'unit'),
    ...wantsIn(requirer.app, 'application'),
  ]
  const charm = defineCharm({ endpoints: { certs: TlsCertificatesRequirer } }).when(
    'certs.joined',
    ({ certs }, { unit }) => {
      certs.request({ requests: [...wants(unit)] })
      read.set(
        unit,
        wants(unit).map((wanted) => certs.certificate(wanted)),
      )
    },
  )
  const model = new Model({ seed: 1 })
  const units = Object.keys(requirer.units)
  model.deploy('app', { charm, units: units.length })
  model.deploy('authority', {
    program: foreign({ authority: provider.app }),
    metadata: { provides: { certs: 'tls-certificates' } },
  })
  const relation = model.relate('authority', 'app')
  await model.settle()
  const written = units.map((unit) => [unit, databag(model, relation, unit)] as const)
  return { app: databag(model, relation, 'app'), units: Object.fromEntries(written), read: Object.fromEntries(read) }
}

/** A recorded side without Juju's own keys. */
export function withoutJuju({ app, units }: Shown): Shown {
  const own = (texts: Texts) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => !/address|subnets/.test(key)))
  return { app: own(app), units: Object.fromEntries(Object.entries(units).map(([unit, texts]) => [unit, own(texts)])) }
}
