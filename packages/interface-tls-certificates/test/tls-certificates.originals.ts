import { readFileSync } from 'node:fs'
import { original, readStories, type Databags, type Original, type Shown } from '@interlayer/originals'
import { defineCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TlsCertificatesProvider, type TlsCertificate } from '../src/index.ts'
import { foreign } from './support/charms.ts'
import { answersIn, provide, require, wantsIn } from './support/stories.ts'

let library: Original<'charmlibs-interfaces-tls-certificates'>
beforeAll(async () => {
  library = await original('charmlibs-interfaces-tls-certificates')
})
afterAll(() => library.close())

async function stepOf(story: string, name: string): Promise<Databags> {
  const found = (await readStories('charmlibs-interfaces-tls-certificates')).get(story)
  const step = found?.steps.find(({ step }) => step === name)
  if (step === undefined) throw new Error(`There is no step ${name} in the story ${story}.`)
  return { provider: step.provider, requirer: step.requirer, secrets: {} }
}

const keyUrl = (number: number) => new URL(`../../../tooling/originals/keys/key-${String(number)}.pem`, import.meta.url)
const privateKey = readFileSync(keyUrl(1), 'utf8')

/** A side with the addresses that Juju puts there, which the library looks for. */
function withJuju({ app, units }: Shown, addresses: Shown): Shown {
  const all = Object.keys(addresses.units).map((unit) => [unit, { ...addresses.units[unit], ...units[unit] }] as const)
  return { app, units: Object.fromEntries(all) }
}

test.each([
  ['unit', 'answer', 'unit'],
  ['application', 'answer', 'app'],
  ['authority', 'answer', 'unit'],
] as const)('the original requirer takes what our provider writes: %s', async (story, step, mode) => {
  const { provider, requirer } = await stepOf(story, step)
  const ours = withJuju(await provide(provider, requirer), provider)
  const options = { privateKey, mode }
  const { read, events, failures } = await library.read(
    'requirer',
    { provider: ours, requirer, secrets: {} },
    { options },
  )
  expect(failures).toEqual([])
  expect(events).toEqual(['certificate_available'])
  const certificates = answersIn(provider.app).map(
    ({ certificate_signing_request: request, certificate, ca, chain }) => {
      return { request, certificate, ca, chain, revoked: false }
    },
  )
  const own = wantsIn(mode === 'app' ? requirer.app : (requirer.units['app/0'] ?? {}), 'unit')
  const assigned = certificates.filter(({ request }) => request === own[0]?.signingRequest)
  expect(read).toEqual({ certificates, assigned, errors: [], capabilities: null })
})

test('the original requirer reads refusals, revocations and capabilities that our provider writes', async () => {
  const denied = await stepOf('errors', 'denied')
  const refused = { ...denied, provider: withJuju(await provide(denied.provider, denied.requirer), denied.provider) }
  const first = await library.read('requirer', refused, { options: { privateKey } })
  const error = { code: 101, name: 'ip_not_allowed', message: 'No addresses.', provider: 'authority' }
  expect(first.read).toMatchObject({ certificates: [], errors: [{ error }] })
  expect([first.events, first.failures]).toEqual([['certificate_denied'], []])
  const taken = await stepOf('revocation', 'revoked')
  const revoked = { ...taken, provider: withJuju(await provide(taken.provider, taken.requirer), taken.provider) }
  const second = await library.read('requirer', revoked, { options: { privateKey } })
  expect(second.read).toMatchObject({ certificates: [{ revoked: true }, { revoked: true }] })
  expect([second.events, second.failures]).toEqual([[], []])
  const capable = await stepOf('capabilities', 'request')
  const said = { ...capable, provider: withJuju(await provide(capable.provider, capable.requirer), capable.provider) }
  expect((await library.read('requirer', said, { options: { privateKey } })).read).toMatchObject({
    capabilities: { supports_ip_sans: false, allowed_domains: ['test'], provider_type: 'acme' },
  })
})

test.each([
  ['unit', 'request'],
  ['application', 'request'],
  ['application-and-unit', 'request'],
  ['authority', 'request'],
])('the original provider reads what our requirer asks, names beside it too: %s', async (story, step) => {
  const { provider, requirer } = await stepOf(story, step)
  const ours = withJuju(await require(provider, requirer), requirer)
  const named = Object.entries(ours.units).map(([unit, texts]) => {
    return [unit, { ...texts, unit_name: unit.replace('/', '_'), common_name: 'a', sans: '[]' }] as const
  })
  const asked = { provider, requirer: { app: ours.app, units: Object.fromEntries(named) }, secrets: {} }
  const { read, failures } = await library.read('provider', asked)
  const wants = [requirer.app, ...Object.values(requirer.units)].flatMap((texts) => wantsIn(texts, 'unit'))
  const requests = wants
    .map(({ signingRequest: request = '', kind }) => ({ request, ca: kind === 'intermediate' }))
    .sort((one, other) => (one.request < other.request ? -1 : 1))
  expect({ read, failures }).toEqual({ read: { requests, outstanding: requests, unsolicited: [] }, failures: [] })
})

test('the original provider finds nothing to answer in what our two sides have settled, and nothing unsolicited', async () => {
  const { provider, requirer } = await stepOf('unit', 'answer')
  const ours = withJuju(await provide(provider, requirer), provider)
  const { read, failures } = await library.read('provider', { provider: ours, requirer, secrets: {} })
  expect({ read, failures }).toMatchObject({ read: { outstanding: [], unsolicited: [] }, failures: [] })
})

test('our provider never writes what makes the original fail, whatever it is asked and told to answer', async () => {
  const charm = defineCharm({ endpoints: { certs: TlsCertificatesProvider } }).when('certs.requested', ({ certs }) => {
    for (const { id } of certs.requests()) certs.issue({ id, ca: 'no PEM', certificate: 'no PEM' })
  })
  const { requirer } = await stepOf('unit', 'request')
  const model = new Model({ seed: 1 })
  model.deploy('authority', { charm })
  const program = foreign({ ...requirer.units })
  model.deploy('app', { program, metadata: { requires: { certs: 'tls-certificates' } }, units: 2 })
  model.relate('authority', 'app')
  await expect(model.settle()).rejects.toThrow('Cannot write "certificates"')
})

test('our requirer reads every answer that the original provider writes', async () => {
  const { provider, requirer } = await stepOf('unit', 'answer')
  const { read } = await require(provider, requirer)
  const found = Object.entries(read).map(([unit, given]) => [
    unit,
    given.map((one: TlsCertificate | undefined) => one?.chain),
  ])
  const answers = answersIn(provider.app)
  const chainOf = (unit: string) => {
    const [want] = wantsIn(requirer.units[unit] ?? {}, 'unit')
    return answers.find((answer) => answer.certificate_signing_request === want?.signingRequest)?.chain
  }
  expect(Object.fromEntries(found)).toEqual({ 'app/0': [chainOf('app/0')], 'app/1': [chainOf('app/1')] })
})
