import { Model } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import type { WantedCertificate } from '../src/index.ts'
import { authority, both, ca, client, databag, foreign, pem } from './support/charms.ts'
import { answersIn, provide, require, stories, withoutJuju } from './support/stories.ts'

describe('where the library in Python was recorded', () => {
  const steps = stories.flatMap((story) =>
    story.steps.map((step) => [`${story.story}, ${step.step}`, story, step] as const),
  )

  test.each(
    steps.filter(([, { story }, { requirer }]) => story !== 'malformed' && Object.keys(requirer.units).length > 0),
  )(
    'our requirer writes the same bytes, and reads what was written to it: %s',
    async (_, __, { provider, requirer }) => {
      const ours = await require(provider, requirer)
      expect({ app: ours.app, units: ours.units }).toEqual(withoutJuju(requirer))
      const valid = answersIn(provider.app).filter(({ revoked }) => revoked !== true)
      const given = Object.values(ours.read)
        .flat()
        .flatMap((found) => found?.certificate ?? [])
      expect([...new Set(given)].sort()).toEqual(valid.map(({ certificate }) => certificate).sort())
    },
  )

  test.each(steps)(
    'our provider writes the same bytes to the same requests: %s',
    async (name, _, { provider, requirer }) => {
      const ours = await provide(provider, requirer)
      // The library refuses a list without "ca", which we understand; what is no request fails its hook.
      const differs = ['malformed, no-ca', 'malformed, no-request'].includes(name)
      expect(ours.app).toEqual(differs ? ours.app : provider.app)
      expect(ours.units).toEqual({ 'authority/0': {} })
    },
  )
})

const asked = (name: string, more: Partial<WantedCertificate> = {}) => ({
  ...both(name, 'app', more),
  commonName: undefined as never,
})

describe('who asks by signing requests', () => {
  test('asks by units, by the application, or both; a follower has what its leader asked for', async () => {
    const seen = new Map<string, unknown>()
    const wants = ({ unit }: { unit: string }) => [
      asked(unit),
      asked('all', { owner: 'application', kind: 'intermediate' }),
    ]
    const model = new Model({ seed: 1 })
    model.deploy('ca', { charm: authority() })
    model.deploy('app', { charm: client(wants, { seen }), units: 2 })
    const relation = model.relate('ca', 'app')
    await model.settle()
    expect(JSON.parse(databag(model, relation, 'app')['certificate_signing_requests'] ?? '')).toEqual([
      { certificate_signing_request: pem('CERTIFICATE REQUEST', 'all by app'), ca: true },
    ])
    for (const unit of ['app/0', 'app/1']) {
      expect(seen.get(unit)).toEqual([`server ${unit} by app 1 < authority`, 'intermediate all by app 1 < authority'])
      expect(model.flags(unit)).toEqual(['certs.available', 'certs.caAvailable', 'certs.joined'])
    }
    model.elect('app/1')
    await model.settle()
    expect(JSON.parse(databag(model, relation, 'ca')['certificates'] ?? '')).toHaveLength(3)
  })

  test('is told why it is refused, waits no longer, and may ask for something else', async () => {
    const model = new Model({ seed: 1 })
    model.deploy('ca', {
      charm: authority({ refuses: ({ signingRequest }) => signingRequest === pem('CERTIFICATE REQUEST', 'a by app') }),
    })
    model.deploy('app', { charm: client(({ config }) => [asked(config.names)]) })
    const relation = model.relate('ca', 'app')
    await model.settle()
    expect(JSON.parse(databag(model, relation, 'ca')['request_errors'] ?? '')).toEqual([
      {
        csr: pem('CERTIFICATE REQUEST', 'a by app'),
        error: { code: 102, name: 'domain_not_allowed', message: 'Ask for another.' },
      },
    ])
    expect([model.flags('app/0'), model.flags('ca/0')]).toEqual([['certs.joined', 'certs.refused'], ['certs.joined']])
    model.configure('app', { names: 'b' })
    await model.settle()
    expect(Object.keys(databag(model, relation, 'ca'))).toEqual(['certificates'])
    expect(model.flags('app/0')).toEqual(['certs.available', 'certs.caAvailable', 'certs.joined'])
  })

  test('knows that its certificate was revoked, and that there is another', async () => {
    const revokedOnly = answersIn(stories.find(({ story }) => story === 'revocation')?.steps[1]?.provider.app ?? {})
    const [csr = ''] = revokedOnly.map((answer) => answer.certificate_signing_request)
    const model = new Model({ seed: 1 })
    const writing = { certificates: JSON.stringify(revokedOnly) }
    model.deploy('ca', { program: foreign({ ca: writing }), metadata: { provides: { certs: 'tls-certificates' } } })
    model.deploy('app', { charm: client(() => [{ signingRequest: csr }]) })
    model.relate('ca', 'app')
    await model.settle()
    expect(model.flags('app/0')).toEqual(['certs.joined', 'certs.revoked'])
  })

  test('has another certificate when all are revoked, in the same hook, so that nobody is without', async () => {
    const seen = new Map<string, unknown>()
    const model = new Model({ seed: 1 })
    model.deploy('ca', { charm: authority() })
    model.deploy('app', { charm: client(() => [asked('a')], { seen }) })
    model.relate('ca', 'app')
    await model.settle()
    const after = model.trace.length
    model.configure('ca', { serial: ' 2' })
    await model.settle()
    expect(seen.get('app/0')).toEqual(['server a by app 2 < authority'])
    expect(model.trace.slice(after).filter(({ event }) => event === 'flag')).toEqual([])
  })

  test('renews by another request, and the answer to the old one goes with it', async () => {
    const seen = new Map<string, unknown>()
    const model = new Model({ seed: 1 })
    model.deploy('ca', { charm: authority() })
    model.deploy('app', { charm: client(({ config }) => [asked(config.names)], { seen }) })
    const relation = model.relate('ca', 'app')
    await model.settle()
    model.configure('app', { names: 'second' })
    await model.settle()
    expect(seen.get('app/0')).toEqual(['server second by app 1 < authority'])
    expect(JSON.parse(databag(model, relation, 'ca')['certificates'] ?? '')).toHaveLength(1)
  })
})

test.each([
  ['no JSON', '{'],
  ['no PEM', '[{"certificate_signing_request": "no PEM", "ca": false}]'],
  ['PEM of something else', JSON.stringify([{ certificate_signing_request: ca, ca: false }])],
  ['another shape', '{"certificate_signing_request": "a"}'],
])('a unit whose requests are %s is not answered, and every other one is', async (_, text) => {
  const good = pem('CERTIFICATE REQUEST', 'good')
  const requests = { certificate_signing_requests: JSON.stringify([{ certificate_signing_request: good, ca: false }]) }
  const program = foreign({ 'app/0': { certificate_signing_requests: text }, 'app/1': requests })
  const model = new Model({ seed: 1 })
  model.deploy('ca', { charm: authority() })
  model.deploy('app', { program, metadata: { requires: { certs: 'tls-certificates' } }, units: 2 })
  const relation = model.relate('ca', 'app')
  await model.settle()
  const answered = answersIn(databag(model, relation, 'ca')).map((answer) => answer.certificate_signing_request)
  expect([answered, model.flags('ca/0')]).toEqual([[good], ['certs.invalid', 'certs.joined']])
})

test('a request with other line ends, or that two units make, is the same request', async () => {
  const good = pem('CERTIFICATE REQUEST', 'the same for all of them, and longer than one line of PEM is')
  const of = (request: string) => ({
    certificate_signing_requests: JSON.stringify([{ certificate_signing_request: request, ca: false }]),
  })
  const program = foreign({ 'app/0': of(`${good}\n`), 'app/1': of(good.replaceAll('\n', '\r\n')) })
  const model = new Model({ seed: 1 })
  model.deploy('ca', { charm: authority() })
  model.deploy('app', { program, metadata: { requires: { certs: 'tls-certificates' } }, units: 2 })
  const relation = model.relate('ca', 'app')
  await model.settle()
  expect([answersIn(databag(model, relation, 'ca')).length, model.flags('ca/0')]).toEqual([1, ['certs.joined']])
})
