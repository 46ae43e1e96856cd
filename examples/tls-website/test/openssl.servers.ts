import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import authority from '@interlayer/example-authority'
import {
  TlsCertificatesRequirer,
  TlsCertificatesRequirer0,
  type TlsCertificate,
  type WantedCertificate,
} from '@interlayer/interface-tls-certificates'
import { defineCharm } from '@interlayer/runtime'
import type { Model, TraceEvent } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import website from '../src/charm.ts'

// These need OpenSSL, of the Debian package openssl.

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlayer-openssl-'))
  return () => rm(folder, { recursive: true })
})

async function newModel(): Promise<Model> {
  const supervisor = await startSupervisor()
  onTestFinished(() => supervisor.close())
  return supervisor.model()
}

async function openssl(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('openssl', args)).stdout.trim()
}

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `${content}\n`)
  return path
}

/** What OpenSSL says of a certificate and its chain. */
async function verify({ certificate, chain, ca = '' }: TlsCertificate, purpose: string): Promise<string> {
  const [leaf, between, root] = [
    await file('leaf.pem', certificate),
    await file('chain.pem', chain.join('\n')),
    await file('ca.pem', ca),
  ]
  return openssl('verify', '-purpose', purpose, '-CAfile', root, '-untrusted', between, leaf)
}

const fine = () => `${join(folder, 'leaf.pem')}: OK`

/** What a charm asked for, and was given, by unit. */
type Given = Map<string, readonly (TlsCertificate | undefined)[]>

function clientOf(wire: 0 | 1, wants: readonly WantedCertificate[], given: Given) {
  const certificates = (
    wire === 0 ? TlsCertificatesRequirer0 : TlsCertificatesRequirer
  ) as typeof TlsCertificatesRequirer
  return defineCharm({ endpoints: { certificates } }).when('certificates.joined', ({ certificates }, { unit }) => {
    certificates.request({ requests: [...wants] })
    given.set(
      unit,
      wants.map((wanted) => certificates.certificate(wanted)),
    )
  })
}

async function issued(wire: 0 | 1, wants: readonly WantedCertificate[]) {
  const given: Given = new Map()
  const model = await newModel()
  model.deploy('authority', { charm: authority })
  model.deploy('app', { charm: clientOf(wire, wants, given) })
  model.relate('app', 'authority')
  await model.settle()
  return { model, given: given.get('app/0') ?? [] }
}

/** The body of a page that is served with a certificate of the authority, and that certificate. */
function read(
  model: Model,
  unit: string,
  ca: string,
): Promise<{ page: string; certificate: X509Certificate | undefined }> {
  const host = model.units.find(({ name }) => name === unit)?.address ?? ''
  return new Promise((resolve, reject) => {
    const asked = request({ host, port: 8443, ca, agent: false }, (response) => {
      const { socket } = response
      const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
      let page = ''
      response.setEncoding('utf8').on('data', (text: string) => (page += text))
      response.on('end', () => resolve({ page, certificate }))
    })
    asked.on('error', reject).end()
  })
}

test('units serve HTTPS with certificates of the authority, and with another when one is to be renewed, without a gap', async () => {
  const model = await newModel()
  model.deploy('authority', { charm: authority })
  model.deploy('site', { charm: website, units: 2 })
  const relation = model.relate('site', 'authority')
  await model.settle()
  const [{ ca }] = JSON.parse(model.databag(relation, 'authority')?.get('certificates') ?? '[]') as [{ ca: string }]
  for (const unit of ['site/0', 'site/1']) expect((await read(model, unit, ca)).page).toBe(`Hello from ${unit}\n`)
  const { certificate: before } = await read(model, 'site/0', ca)
  const [kept] = secretsOf(model, 'site/0').filter(({ expire }) => expire !== undefined)
  expect(Date.parse(kept?.expire ?? '')).toBe(renewalOf(before))
  const start = model.trace.length
  model.expire(kept?.uri ?? '')
  await model.settle()
  const after = await read(model, 'site/0', ca)
  expect(after.page).toBe('Hello from site/0\n')
  expect(after.certificate?.fingerprint256).not.toBe(before?.fingerprint256)
  expect(after.certificate?.publicKey.export({ format: 'jwk' })).toEqual(before?.publicKey.export({ format: 'jwk' }))
  expect(JSON.parse(model.databag(relation, 'authority')?.get('certificates') ?? '[]')).toHaveLength(2)
  // The flag is answered in the hook in which it rises, and nothing else moves.
  expect(model.trace.slice(start).filter(({ event }) => event === 'flag')).toEqual([])
  model.removeRelation(relation)
  await model.settle()
  const secrets = ['site/0', 'site/1'].flatMap((unit) => secretsOf(model, unit))
  const count = (change: string) => secrets.filter((event) => event.change === change).length
  expect([count('added'), count('removed')]).toEqual([5, 5])
  expect(JSON.stringify(model.trace)).not.toContain('PRIVATE KEY')
})

type SecretEvent = Extract<TraceEvent, { event: 'secret' }>

function secretsOf(model: Model, unit: string): readonly SecretEvent[] {
  return model.trace.filter((event): event is SecretEvent => event.event === 'secret' && event.owner === unit)
}

/** When nine tenths of its life are over, in whole seconds. */
function renewalOf(certificate: X509Certificate | undefined): number {
  const [from, to] = [certificate?.validFrom, certificate?.validTo].map((time) => Date.parse(time ?? ''))
  const moment = Number(from) + 0.9 * (Number(to) - Number(from))
  return moment - (moment % 1000)
}

test('certificates of wire 1 verify, whatever the requests say of themselves', async () => {
  const signingRequest = async (name: string, ...more: readonly string[]) => {
    const made = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      join(folder, `${name}.key`),
    ]
    return openssl('req', '-new', ...made, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, ...more)
  }
  const { given } = await issued(1, [
    { signingRequest: await signingRequest('a.example') },
    { kind: 'intermediate', signingRequest: await signingRequest('sub') },
    { signingRequest: await signingRequest('evil', '-addext', 'basicConstraints=critical,CA:TRUE') },
    { owner: 'application', signingRequest: await signingRequest('all.example') },
  ])
  const found = given.flatMap((one) => one ?? [])
  expect(found).toHaveLength(4)
  for (const one of found) expect(await verify(one, 'any')).toBe(fine())
  expect(found.map(({ certificate }) => new X509Certificate(certificate).ca)).toEqual([false, true, false, false])
  expect(found.map(({ certificate }) => new X509Certificate(certificate).subjectAltName)).toEqual(
    ['a.example', 'sub', 'evil', 'all.example'].map((name) => `DNS:${name}`),
  )
  for (const [index, name] of ['a.example', 'sub', 'evil', 'all.example'].entries())
    expect(
      await openssl('x509', '-noout', '-pubkey', '-in', await file('one.pem', found[index]?.certificate ?? '')),
    ).toBe(await openssl('pkey', '-pubout', '-in', join(folder, `${name}.key`)))
})

test('certificates of wire 0 verify, and each fits the key that came with it', async () => {
  const { given } = await issued(0, [
    { commonName: 'a.example', sans: ['10.0.0.5', 'fd00::1'] },
    { commonName: 'b.example' },
    { kind: 'client', commonName: 'c' },
    { kind: 'intermediate', commonName: 'sub' },
    { owner: 'application', commonName: 'all.example', sans: ['*.all.example'] },
  ])
  const found = given.flatMap((one) => one ?? [])
  expect(found).toHaveLength(5)
  for (const [index, one] of found.entries()) {
    expect(await verify(one, ['sslserver', 'sslserver', 'sslclient', 'any', 'sslserver'][index] ?? '')).toBe(fine())
    expect(await openssl('x509', '-noout', '-pubkey', '-in', join(folder, 'leaf.pem'))).toBe(
      await openssl('pkey', '-pubout', '-in', await file('key.pem', one.key?.reveal() ?? '')),
    )
  }
  expect(found.map(({ certificate }) => new X509Certificate(certificate).ca)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ])
  expect(new X509Certificate(found[0]?.certificate ?? '').subjectAltName).toBe(
    'DNS:a.example, IP Address:10.0.0.5, IP Address:FD00:0:0:0:0:0:0:1',
  )
})

test('a signing request that OpenSSL does not take is refused, and others are signed', async () => {
  const good = await openssl(
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=good'],
    ...['-keyout', join(folder, 'good.key')],
  )
  const bad = ['-----BEGIN CERTIFICATE REQUEST-----', 'QUJD', '-----END CERTIFICATE REQUEST-----'].join('\n')
  const { model, given } = await issued(1, [{ signingRequest: bad }, { signingRequest: good }])
  expect(given.map((one) => one !== undefined)).toEqual([false, true])
  expect(model.flags('app/0')).toContain('certificates.refused')
  expect(model.status('authority/0').workload).toBe('active')
})
