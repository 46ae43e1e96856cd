import { defineCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { Model, type Program } from '@interlayer/simulator'
import { side, testInterface, type Turn } from '@interlayer/testing'
import { expect, test } from 'vitest'
import {
  TlsCertificatesProvider,
  TlsCertificatesProvider0,
  TlsCertificatesRequirer,
  TlsCertificatesRequirer0,
} from '../src/index.ts'
import { partners } from '../src/testing.ts'
import { authority, both, ca, certificateFor, client, databag, pem } from './support/charms.ts'

function answer(certs: TlsCertificatesProvider | TlsCertificatesProvider0): void {
  certs.announce({ ca })
  for (const request of certs.requests()) certs.issue({ id: request.id, ca, ...certificateFor(request) })
}

function ask(certs: TlsCertificatesRequirer | TlsCertificatesRequirer0, { unit, application, edition }: Turn): void {
  const name = `${unit.replace('/', '-')}.example`
  certs.request({
    requests: [
      both(name, unit, { sans: [`v${String(edition)}.example`] }),
      both(name, `${unit} ${String(edition)}`, { kind: 'client' }),
      both('all.example', application, { owner: 'application' }),
    ],
  })
}

testInterface({
  sides: [
    side(TlsCertificatesProvider, answer),
    side(TlsCertificatesRequirer, ask),
    side(TlsCertificatesProvider0, answer),
    side(TlsCertificatesRequirer0, ask),
  ],
  partners,
  fixtures: [new URL('fixtures/charmlibs-interfaces-tls-certificates-1.12.0', import.meta.url)],
})

const wants = ({ unit }: { readonly unit: string }) => [both(`${unit.replace('/', '-')}.example`, unit)]

test('two sides of today settle on signing requests: nothing by names is left, and no key travels', async () => {
  for (let seed = 0; seed < 20; seed++) {
    const seen = new Map<string, unknown>()
    const model = new Model({ seed })
    model.deploy('ca', { charm: authority(), units: 2 })
    model.deploy('app', { charm: client(wants, { seen }), units: 2 })
    const relation = model.relate('ca', 'app')
    await model.settle()
    expect(Object.fromEntries(seen)).toEqual({
      'app/0': ['server app-0.example by app/0 1 < authority'],
      'app/1': ['server app-1.example by app/1 1 < authority'],
    })
    expect(Object.keys(databag(model, relation, 'ca'))).toEqual(['certificates'])
    expect(['ca/0', 'ca/1'].map((unit) => databag(model, relation, unit))).toEqual([{}, {}])
    expect(Object.keys(databag(model, relation, 'app/0'))).toEqual(['certificate_signing_requests'])
    expect(JSON.stringify(model.trace)).not.toMatch(/server\.key|processed_/)
    expect(model.flags('app/0')).toEqual(['certs.available', 'certs.caAvailable', 'certs.joined'])
    expect(model.flags('ca/0')).toEqual(['certs.joined'])
  }
})

test('a client of today gets certificate and key from an authority of yesterday, and signing requests once that is renewed', async () => {
  const seen = new Map<string, unknown>()
  const makes = { renewed: false }
  const [old, young] = [authority({ wire: 0 }), authority()]
  const program: Program = (tools) => runHook(makes.renewed ? young : old, tools)
  const model = new Model({ seed: 1 })
  const options = { serial: { type: 'string' as const, default: ' 1' } }
  model.deploy('ca', { program, metadata: { provides: { certs: 'tls-certificates' }, config: { options } } })
  model.deploy('app', { charm: client(wants, { seen }) })
  const relation = model.relate('ca', 'app')
  await model.settle()
  expect(seen.get('app/0')).toEqual(['server app-0.example 1 < authority, key of app/0 app-0.example'])
  expect(model.flags('app/0')).toEqual(['certs.available', 'certs.caAvailable', 'certs.joined'])
  makes.renewed = true
  model.trigger('ca/0', 'upgrade-charm')
  await model.settle()
  expect(seen.get('app/0')).toEqual(['server app-0.example by app/0 1 < authority'])
  expect([databag(model, relation, 'ca/0'), Object.keys(databag(model, relation, 'app/0'))]).toEqual([
    {},
    ['certificate_signing_requests'],
  ])
})

test('an authority of today serves clients of both generations at once, each in its own relation', async () => {
  const seen = new Map<string, unknown>()
  const model = new Model({ seed: 2 })
  model.deploy('ca', { charm: authority() })
  model.deploy('old', { charm: client(wants, { wire: 0, seen }) })
  model.deploy('young', { charm: client(wants, { seen }) })
  const [old, young] = [model.relate('ca', 'old'), model.relate('ca', 'young')]
  await model.settle()
  expect(Object.fromEntries(seen)).toEqual({
    'old/0': ['server old-0.example 1 < authority, key of old/0 old-0.example'],
    'young/0': ['server young-0.example by young/0 1 < authority'],
  })
  expect(Object.keys(databag(model, old, 'ca/0')).sort()).toEqual(['ca', 'old_0.server.cert', 'old_0.server.key'])
  expect([databag(model, old, 'ca'), databag(model, young, 'ca/0')]).toEqual([{}, {}])
})

test('while an application is renewed unit by unit, units of both generations have their certificates in one relation', async () => {
  const seen = new Map<string, unknown>()
  const renewed = new Set<string>()
  const [old, young] = [client(wants, { wire: 0, seen }), client(wants, { seen })]
  const program: Program = (tools) => runHook(renewed.has(tools.context.unit) ? young : old, tools)
  const options = { names: { type: 'string' as const, default: 'a' } }
  const model = new Model({ seed: 3 })
  model.deploy('ca', { charm: authority() })
  model.deploy('app', { program, units: 2, metadata: { requires: { certs: 'tls-certificates' }, config: { options } } })
  const relation = model.relate('ca', 'app')
  await model.settle()
  const named = ['app/0', 'app/1'].map((unit) => [
    `server ${unit.replace('/', '-')}.example 1 < authority, key of ${unit} ${unit.replace('/', '-')}.example`,
  ])
  expect([seen.get('app/0'), seen.get('app/1')]).toEqual(named)
  renewed.add('app/1')
  model.trigger('app/1', 'upgrade-charm')
  await model.settle()
  expect(Object.fromEntries(seen)).toEqual({
    'app/0': named[0],
    'app/1': ['server app-1.example by app/1 1 < authority'],
  })
  expect(Object.keys(databag(model, relation, 'ca/0')).sort()).toEqual(['app_0.server.cert', 'app_0.server.key', 'ca'])
})

test('an authority that asks for requests after the fact is told of those that were made before it came', async () => {
  const heard: unknown[] = []
  const late = defineCharm({ endpoints: { certs: TlsCertificatesProvider } }).when('certs.requested', ({ certs }) => {
    heard.push(certs.requests())
  })
  const model = new Model({ seed: 4 })
  model.deploy('app', { charm: client(() => [both('a', 'app/0', { kind: 'intermediate' })]) })
  await model.settle()
  model.deploy('ca', { charm: late })
  model.relate('ca', 'app')
  await model.settle()
  const signingRequest = pem('CERTIFICATE REQUEST', 'a by app/0')
  const request = { relation: 'certs:0', from: 'app/0', kind: 'intermediate', signingRequest }
  expect(heard.at(-1)).toMatchObject([request])
})
