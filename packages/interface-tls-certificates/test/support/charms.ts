import { any, defineCharm, text, type AnyCharm, type Hook } from '@interlayer/runtime'
import type { Model, Program, RelationView } from '@interlayer/simulator'
import {
  TlsCertificatesProvider,
  TlsCertificatesProvider0,
  TlsCertificatesRequirer,
  TlsCertificatesRequirer0,
  type TlsCertificatesRequest,
  type WantedCertificate,
} from '../../src/index.ts'

/** Text in the form of PEM, which is all that the interface looks at. */
export function pem(label: 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'PRIVATE KEY', content: string | Buffer): string {
  const body = Buffer.from(content)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`
}

/** What was put into PEM. */
export function contentOf(pemText: string | undefined): string {
  return Buffer.from((pemText ?? '').replaceAll(/-----[^-]*-----/g, ''), 'base64').toString()
}

export const ca = pem('CERTIFICATE', 'authority')

/** What an authority of these tests gives: it says in the certificate what it was asked. */
export function certificateFor(request: TlsCertificatesRequest, serial = ''): { certificate: string; key?: string } {
  const { kind, from } = request
  if (request.signingRequest !== undefined)
    return { certificate: pem('CERTIFICATE', `${kind} ${contentOf(request.signingRequest)}${serial}`) }
  const names = [request.commonName, ...request.sans].join(' ')
  const [certificate, key] = [`${kind} ${names}${serial}`, `key of ${from} ${names}`]
  return { certificate: pem('CERTIFICATE', certificate), key: pem('PRIVATE KEY', key) }
}

interface Authority {
  /** Older makes know wire 0 alone. */
  readonly wire?: 0 | 1
  readonly refuses?: (request: TlsCertificatesRequest) => boolean
  readonly fails?: (hook: string) => boolean
}

/** An authority that answers everybody, anew whenever its serial changes. */
export function authority({ wire = 1, refuses = () => false, fails = () => false }: Authority = {}): AnyCharm {
  const certs: typeof TlsCertificatesProvider | typeof TlsCertificatesProvider0 =
    wire === 1 ? TlsCertificatesProvider : TlsCertificatesProvider0
  const config = { serial: text('Appended to what certificates say.', { default: ' 1' }) }
  return defineCharm({ endpoints: { certs: certs as typeof TlsCertificatesProvider }, config })
    .when('certs.joined', ({ certs }) => certs.announce({ ca }))
    .when('config.changed.serial', ({ certs }) => certs.revoke())
    .when(any('certs.requested', 'config.changed.serial'), ({ certs }, hook) => {
      for (const request of certs.requests()) {
        const { id } = request
        if (refuses(request)) certs.refuse({ id, error: 'domain_not_allowed', message: 'Ask for another.' })
        else certs.issue({ id, ca, ...certificateFor(request, hook.config.serial) })
      }
    })
    .when({ all: [] }, (_, hook) => {
      if (fails(hook.name)) throw new Error('a fault of the workload')
    })
}

type Wants = (
  hook: Pick<Hook, 'unit' | 'leader'> & { readonly config: { readonly names: string } },
) => readonly WantedCertificate[]

interface Client {
  /** Older makes know wire 0 alone. */
  readonly wire?: 0 | 1
  /** By unit: what it was given for what it wants. */
  readonly seen?: Map<string, unknown>
  readonly fails?: (hook: string) => boolean
}

/** A charm that says what it wants in every hook, and notes what it has. */
export function client(wants: Wants, { wire = 1, seen = new Map(), fails = () => false }: Client = {}): AnyCharm {
  const certs: typeof TlsCertificatesRequirer | typeof TlsCertificatesRequirer0 =
    wire === 1 ? TlsCertificatesRequirer : TlsCertificatesRequirer0
  const config = { names: text('What is wanted.', { default: 'a' }) }
  return defineCharm({ endpoints: { certs: certs as typeof TlsCertificatesRequirer }, config })
    .when('hook:certs-relation-created', ({ certs }, hook) => certs.request({ requests: [...wants(hook)] }))
    .when('certs.joined', ({ certs }, hook) => certs.request({ requests: [...wants(hook)] }))
    .when({ all: [] }, ({ certs }, hook) => {
      const given = wants(hook).map((wanted) => {
        const found = certs.certificate(wanted)
        if (found === undefined) return 'nothing'
        const key = found.key === undefined ? '' : `, ${contentOf(found.key.reveal())}`
        return `${found.chain.map(contentOf).join(' < ')}${key}`
      })
      seen.set(hook.unit, given)
      if (fails(hook.name)) throw new Error('a fault of the workload')
    })
}

/** A want that both wires understand: for a name, with the signing request of this unit. */
export function both(commonName: string, by: string, more: Partial<WantedCertificate> = {}): WantedCertificate {
  return { commonName, signingRequest: pem('CERTIFICATE REQUEST', `${commonName} by ${by}`), ...more }
}

/** Units of foreign make that write their texts as soon as they are related. */
export function foreign(writing: Readonly<Record<string, Readonly<Record<string, string>>>>): Program {
  return async (tools) => {
    const { unit } = tools.context
    for (const id of await tools.relationIds('certs')) {
      await tools.relationSet(id, 'unit', new Map(Object.entries(writing[unit] ?? {})))
      const texts = Object.entries(writing[unit.replace(/\/.*/, '')] ?? {})
      if (texts.length > 0 && (await tools.isLeader())) await tools.relationSet(id, 'app', new Map(texts))
    }
    return { ran: [], flags: [], steps: [] }
  }
}

/** A databag without Juju's own keys. */
export function databag(model: Model, relation: RelationView, member: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...(model.databag(relation, member) ?? [])].filter(([key]) => !/address|subnets/.test(key)),
  )
}
