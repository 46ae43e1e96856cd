import { Model, type RelationView } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import type { WantedCertificate } from '../src/index.ts'
import { authority, ca, client, contentOf, databag, foreign, pem } from './support/charms.ts'

type Databags = Readonly<Record<string, Readonly<Record<string, string>>>>

interface Talk {
  readonly model: Model
  readonly relation: RelationView
  readonly seen: Map<string, unknown>
}

/** A client of old make, with an authority of today. */
async function talk(wants: (names: readonly string[], unit: string) => readonly WantedCertificate[]): Promise<Talk> {
  const seen = new Map<string, unknown>()
  const model = new Model({ seed: 1 })
  const charm = client(({ unit, config }) => wants(config.names.split(' '), unit), { wire: 0, seen })
  model.deploy('ca', { charm: authority() })
  model.deploy('app', { charm })
  const relation = model.relate('ca', 'app')
  await model.settle()
  return { model, relation, seen }
}

/** What an authority of today writes to foreign units. */
async function answers(writing: Databags, units = 2): Promise<Readonly<Record<string, string>>> {
  const model = new Model({ seed: 1 })
  model.deploy('ca', { charm: authority() })
  model.deploy('app', { program: foreign(writing), metadata: { requires: { certs: 'tls-certificates' } }, units })
  const relation = model.relate('ca', 'app')
  await model.settle()
  expect(databag(model, relation, 'ca')).toEqual({})
  return databag(model, relation, 'ca/0')
}

/** The same without PEM. */
function plain(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const unwrapped = (text: string) =>
    text.replaceAll(/-----BEGIN.*?-----END [A-Z ]*-----/gs, (found) => contentOf(found.replaceAll('\\n', '\n')))
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, unwrapped(text)]))
}

const [app0, app1, app11] = ['app_0', 'app_1', 'app_11'].map((unit_name) => ({ unit_name, common_name: 'a' }))

describe('who asks by names', () => {
  test('writes the bytes of the original: the first server in its own keys, the others in maps', async () => {
    const { model, relation } = await talk(() => [
      { commonName: 'app.example', sans: ['10.0.0.5'] },
      { commonName: 'api.example', sans: ['api', '10.0.0.5'] },
      { kind: 'client', commonName: 'é' },
      { kind: 'intermediate', commonName: 'sub' },
      { owner: 'application', commonName: 'all.example', sans: ['all'] },
    ])
    const { certificate_name: name, ...written } = databag(model, relation, 'app/0')
    expect(name).toMatch(/^[0-9a-z]+$/)
    expect(written).toEqual({
      unit_name: 'app_0',
      common_name: 'app.example',
      sans: '["10.0.0.5"]',
      cert_requests: '{"api.example": {"sans": ["10.0.0.5", "api"]}}',
      client_cert_requests: '{"\\u00e9": {"sans": []}}',
      intermediate_cert_requests: '{"sub": {"sans": []}}',
      application_cert_requests: '{"all.example": {"sans": ["all"]}}',
    })
  })

  test('has each of the four kinds, with its key', async () => {
    const { seen, model } = await talk(() => [
      { commonName: 'a' },
      { commonName: 'b' },
      { kind: 'client', commonName: 'a' },
      { kind: 'intermediate', commonName: 'a' },
      { owner: 'application', commonName: 'a', sans: ['c'] },
    ])
    expect(seen.get('app/0')).toEqual([
      'server a 1 < authority, key of app/0 a',
      'server b 1 < authority, key of app/0 b',
      'client a 1 < authority, key of app/0 a',
      'intermediate a 1 < authority, key of app/0 a',
      'server a a c 1 < authority, key of app a a c',
    ])
    expect(model.flags('app/0')).toEqual(['certs.available', 'certs.caAvailable', 'certs.joined'])
  })

  test('gets another certificate when the names change, and none for what it no longer wants', async () => {
    const { model, relation, seen } = await talk(([first = '', ...sans]) => [
      { commonName: first, sans },
      { kind: 'client', commonName: 'c', sans },
    ])
    expect(seen.get('app/0')).toEqual([
      'server a 1 < authority, key of app/0 a',
      'client c 1 < authority, key of app/0 c',
    ])
    for (const names of ['a x', 'b x', 'b']) {
      model.configure('app', { names })
      await model.settle()
      const [, ...sans] = names.split(' ')
      const client = ['c', ...sans].join(' ')
      expect(seen.get('app/0')).toEqual([
        `server ${names} 1 < authority, key of app/0 ${names}`,
        `client ${client} 1 < authority, key of app/0 ${client}`,
      ])
    }
    expect(Object.keys(databag(model, relation, 'ca/0')).sort()).toEqual([
      'app_0.processed_client_requests',
      'app_0.server.cert',
      'app_0.server.key',
      'ca',
    ])
  })

  test('all that is taken back is issued anew in the same hook, so that nobody is without', async () => {
    const { model, seen } = await talk(() => [{ commonName: 'a' }])
    const after = model.trace.length
    model.configure('ca', { serial: ' 2' })
    await model.settle()
    expect(seen.get('app/0')).toEqual(['server a 2 < authority, key of app/0 a'])
    expect(model.trace.slice(after).filter(({ event }) => event === 'flag')).toEqual([])
  })
})

describe('the answers of an authority', () => {
  test('are called by the units, and one whose name begins another’s touches only its own', async () => {
    const written = await answers({ 'app/0': app0 ?? {}, 'app/1': app1 ?? {}, 'app/11': app11 ?? {} }, 12)
    expect(plain(written)).toEqual({
      ca: 'authority',
      ...Object.fromEntries(
        ['app/0', 'app/1', 'app/11'].flatMap((unit) => [
          [`${unit.replace('/', '_')}.server.cert`, 'server a 1'],
          [`${unit.replace('/', '_')}.server.key`, `key of ${unit} a`],
        ]),
      ),
    })
  })

  test('go with the unit, and no others do', async () => {
    const model = new Model({ seed: 1 })
    const asking = { 'app/1': app1 ?? {}, 'app/11': app11 ?? {} }
    model.deploy('ca', { charm: authority() })
    model.deploy('app', { program: foreign(asking), metadata: { requires: { certs: 'tls-certificates' } }, units: 12 })
    const relation = model.relate('ca', 'app')
    await model.settle()
    model.removeUnit('app/1')
    await model.settle()
    expect(Object.keys(databag(model, relation, 'ca/0')).sort()).toEqual([
      'app_11.server.cert',
      'app_11.server.key',
      'ca',
    ])
  })

  test('are not given to a unit that takes the name of another', async () => {
    const written = await answers({ 'app/0': app0 ?? {}, 'app/1': { unit_name: 'app_0', common_name: 'evil' } })
    expect(plain(written)).toEqual({
      ca: 'authority',
      'app_0.server.cert': 'server a 1',
      'app_0.server.key': 'key of app/0 a',
    })
    expect(
      await answers({ 'app/0': { cert_requests: '{' }, 'app/1': { unit_name: 'app_0', common_name: 'evil' } }),
    ).toEqual({ ca })
  })

  test('are called by the name that a unit of another model gives itself, unless two give themselves the same', async () => {
    const remote = {
      'app/0': { unit_name: 'web_7', common_name: 'a' },
      'app/1': { unit_name: 'web_8', common_name: 'a' },
    }
    expect(Object.keys(await answers(remote)).sort()).toEqual([
      'ca',
      'web_7.server.cert',
      'web_7.server.key',
      'web_8.server.cert',
      'web_8.server.key',
    ])
    expect(await answers({ ...remote, 'app/1': { unit_name: 'web_7', common_name: 'b' } })).toEqual({ ca })
  })

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['names that are no list', '{"a": {"sans": "b"}}'],
  ])('leave out only the unit whose request is %s', async (_, requests) => {
    const written = await answers({
      'app/0': { cert_requests: requests },
      'app/1': { cert_requests: '{"a": {"sans": null}}' },
    })
    expect(plain(written)).toEqual({
      ca: 'authority',
      'app_1.processed_requests': '{"a": {"cert": "server a 1", "key": "key of app/1 a"}}',
    })
  })

  test('for an application are one for all of its units, for the names of all', async () => {
    const written = await answers({
      'app/0': { application_cert_requests: '{"b": {"sans": ["x"]}}' },
      'app/1': { application_cert_requests: '{"a": {"sans": ["y", "x"]}}' },
    })
    const answer = '{"app_data": {"cert": "server a a b x y 1", "key": "key of app a a b x y"}}'
    expect(plain(written)).toEqual({
      ca: 'authority',
      'app_0.processed_application_requests': answer,
      'app_1.processed_application_requests': answer,
    })
  })

  test('reach names that JavaScript has a meaning for like any other', async () => {
    const written = await answers({ 'app/0': { cert_requests: '{"constructor": {"sans": []}, "toString": {}}' } }, 1)
    expect(plain(written)['app_0.processed_requests']).toContain('"toString": {"cert": "server toString 1"')
  })
})

test('of several units that answer, the first one counts, and its chain is whole', async () => {
  const seen = new Map<string, unknown>()
  const model = new Model({ seed: 1 })
  const [middle, leaf] = [pem('CERTIFICATE', 'middle'), pem('CERTIFICATE', 'leaf')]
  const answer = (cert: string) => ({
    ca,
    chain: `${middle}\n${ca}`,
    'app_0.server.cert': cert,
    'app_0.server.key': 'k',
  })
  const writing = { 'ca/1': answer(leaf), 'ca/2': answer(pem('CERTIFICATE', 'other')) }
  model.deploy('ca', { program: foreign(writing), metadata: { provides: { certs: 'tls-certificates' } }, units: 3 })
  model.deploy('app', { charm: client(() => [{ commonName: 'a' }], { seen }) })
  model.relate('ca', 'app')
  await model.settle()
  expect(seen.get('app/0')).toEqual([`leaf < middle < authority, ${contentOf('k')}`])
})
