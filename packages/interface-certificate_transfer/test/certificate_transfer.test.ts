import { defineCharm, json, type AnyCharm } from '@interlayer/runtime'
import { Model, type Program, type RelationView } from '@interlayer/simulator'
import { side, testInterface } from '@interlayer/testing'
import { readdirSync, readFileSync } from 'node:fs'
import { array, string } from 'valibot'
import { describe, expect, test } from 'vitest'
import { CertificateTransferProvider, CertificateTransferRequirer, type CertificateTransfer } from '../src/index.ts'
import { partners } from '../src/testing.ts'
import { CertificateTransferProvider0 } from '../src/wire-0/provider.ts'
import { CertificateTransferRequirer0 } from '../src/wire-0/requirer.ts'

const folder = new URL(
  '../../../tooling/originals/fixtures/charmlibs-interfaces-certificate-transfer/',
  import.meta.url,
)

type Giver = Pick<CertificateTransferProvider, 'provide'>
const give = (clients: Giver, { edition }: { readonly edition: number }): void =>
  clients.provide({ certificates: edition === 1 ? ['B', 'A'] : ['C', 'A'] })

testInterface({
  sides: [
    side(CertificateTransferProvider, give),
    side(CertificateTransferProvider0, give),
    side(CertificateTransferRequirer),
    side(CertificateTransferRequirer0),
  ],
  partners,
  fixtures: [folder],
})

type Texts = Readonly<Record<string, string>>

const config = { certificates: json('What is to be trusted.', array(string()), { default: ['B', 'A'] }) }

/** An authority that gives what its configuration says. */
const authority = defineCharm({ endpoints: { send: CertificateTransferProvider }, config }).when(
  'send.available',
  ({ send }, hook) => send.provide({ certificates: hook.config.certificates }),
)

const oldAuthority = defineCharm({ endpoints: { send: CertificateTransferProvider0 }, config }).when(
  'send.joined',
  ({ send }, hook) => send.provide({ certificates: hook.config.certificates }),
)

type Seen = Map<string, readonly CertificateTransfer[]>

/** A client; `seen` has what each of its units was given, as it stands. */
function client(seen: Seen = new Map()): AnyCharm {
  return defineCharm({ endpoints: { trust: CertificateTransferRequirer } }).when({ all: [] }, ({ trust }, hook) => {
    seen.set(hook.unit, trust.transfers())
    hook.status('active', trust.certificates().join(' '))
  })
}

function oldClient(seen: Seen): AnyCharm {
  return defineCharm({ endpoints: { trust: CertificateTransferRequirer0 } }).when({ all: [] }, ({ trust }, hook) => {
    seen.set(hook.unit, trust.transfers())
  })
}

/** A side of foreign make, which writes these texts as soon as it is related. */
function foreign(endpoint: string, { unit = {}, app = {} }: { unit?: Texts; app?: Texts }): Program {
  return async (tools) => {
    for (const id of await tools.relationIds(endpoint)) {
      await tools.relationSet(id, 'unit', new Map(Object.entries(unit)))
      if (await tools.isLeader()) await tools.relationSet(id, 'app', new Map(Object.entries(app)))
    }
    return { ran: [], flags: [], steps: [] }
  }
}

/** What a member of a relation has written, without Juju's own keys. */
function written(model: Model, relation: RelationView, member: string): Texts {
  return withoutJuju(Object.fromEntries(model.databag(relation, member) ?? []))
}

function withoutJuju(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !/address$|subnets$/.test(key)))
}

/** What our requirer makes of an authority of foreign make. */
async function read(texts: { unit?: Texts; app?: Texts }): Promise<readonly unknown[]> {
  const seen: Seen = new Map()
  const model = new Model({ seed: 1 })
  model.deploy('client', { charm: client(seen) })
  model.deploy('authority', {
    program: foreign('send', texts),
    metadata: { provides: { send: 'certificate_transfer' } },
  })
  model.relate('client', 'authority')
  await model.settle()
  return [model.flags('client/0'), ...(seen.get('client/0') ?? []).flatMap(({ certificates }) => certificates)]
}

/** What our provider, of one unit, writes for a client of foreign make. */
async function answer(texts: { app?: Texts }, certificates?: string): Promise<{ app: Texts; unit: Texts }> {
  const model = new Model({ seed: 1 })
  model.deploy('authority', { charm: authority, ...(certificates !== undefined && { config: { certificates } }) })
  model.deploy('client', {
    program: foreign('trust', texts),
    metadata: { requires: { trust: 'certificate_transfer' } },
  })
  const relation = model.relate('client', 'authority')
  await model.settle()
  return { app: written(model, relation, 'authority'), unit: written(model, relation, 'authority/0') }
}

const wire1 = { certificates: '["A", "B"]', version: '1' }
const wire0 = { ca: '"A"', certificate: '"A"', chain: '["A", "B"]', version: '0' }
const joined = ['trust.joined']
const available = ['trust.available', ...joined]

describe('on the wire', () => {
  test('one endpoint serves partners of both wires at once, and whoever has said nothing gets wire 0', async () => {
    expect(await answer(partners.requires.valid)).toEqual({ app: wire1, unit: {} })
    expect(await answer(partners.requires.older)).toEqual({ app: {}, unit: wire0 })
    expect(await answer(partners.requires.partial)).toEqual({ app: {}, unit: wire0 })
    const seen: Seen = new Map()
    const model = new Model({ seed: 1 })
    model.deploy('authority', { charm: authority, units: 2 })
    model.deploy('young', { charm: client(seen) })
    model.deploy('old', { charm: oldClient(seen) })
    const [young, old] = [model.relate('authority', 'young'), model.relate('authority', 'old')]
    await model.settle()
    const members = ['authority', 'authority/0', 'authority/1']
    expect(members.map((member) => written(model, young, member))).toEqual([wire1, {}, {}])
    expect(members.map((member) => written(model, old, member))).toEqual([{}, wire0, wire0])
    expect([...seen.values()].flat().map(({ application, certificates }) => [application, ...certificates])).toEqual([
      ['authority', 'A', 'B'],
      ['authority', 'A', 'B'],
    ])
  })

  test('a provider that spoke wire 0 takes it back when its partner says that it knows wire 1', async () => {
    const model = new Model({ seed: 1 })
    let version: Texts = {}
    model.deploy('authority', { charm: authority })
    model.deploy('client', {
      program: (tools) => foreign('trust', { app: version })(tools),
      metadata: { requires: { trust: 'certificate_transfer' } },
    })
    const relation = model.relate('client', 'authority')
    await model.settle()
    expect(written(model, relation, 'authority/0')).toEqual(wire0)
    version = { version: '1' }
    model.trigger('client/0', 'update-status')
    await model.settle()
    expect([written(model, relation, 'authority'), written(model, relation, 'authority/0')]).toEqual([wire1, {}])
  })

  test('a client of today says what it knows, and reads an authority of yesterday', async () => {
    const seen: Seen = new Map()
    const model = new Model({ seed: 1 })
    model.deploy('authority', { charm: oldAuthority, units: 2 })
    model.deploy('client', { charm: client(seen) })
    const relation = model.relate('client', 'authority')
    await model.settle()
    expect(written(model, relation, 'client')).toEqual({ version: '1' })
    expect(seen.get('client/0')).toEqual([{ relation: 'trust:0', application: 'authority', certificates: ['A', 'B'] }])
  })

  test.each([
    ['nothing', {}, joined],
    ['a version alone', partners.provides.partial, joined],
    ['no list', partners.provides.invalid, ['trust.invalid', ...joined]],
    ['no JSON', { app: { certificates: 'A', version: '1' } }, ['trust.invalid', ...joined]],
    ['a list with a number', { app: { certificates: '["A", 1]', version: '1' } }, ['trust.invalid', ...joined]],
    ['a chain that is no list, of wire 0', { unit: { ca: 'A', chain: 'A' } }, ['trust.invalid', ...joined]],
    ['an empty list', { app: { certificates: '[]', version: '1' } }, joined],
    ['no version', { app: { certificates: '["B", "A", "B"]' } }, available, 'A', 'B'],
    ['a version of the future', { app: { certificates: '["A"]', version: '2' } }, available, 'A'],
    ['a lone certificate of wire 0 as it is', { unit: { ca: 'B', chain: '["A"]' } }, available, 'A', 'B'],
    [
      'both wires, of which the older is stale',
      { unit: wire0, app: { ...wire1, certificates: '["C"]' } },
      available,
      'C',
    ],
    ['both wires, and all taken back', { unit: wire0, app: { ...wire1, certificates: '[]' } }, joined],
  ])('the requirer reads %s', async (_, texts, ...expected) => {
    expect(await read(texts)).toEqual(expected)
  })

  test('a unit of wire 0 that writes garbage harms only itself', async () => {
    const seen: Seen = new Map()
    const model = new Model({ seed: 1 })
    model.deploy('client', { charm: client(seen) })
    model.deploy('authority', {
      program: (tools) =>
        foreign('send', { unit: tools.context.unit === 'authority/1' ? { chain: '[' } : wire0 })(tools),
      metadata: { provides: { send: 'certificate_transfer' } },
      units: 3,
    })
    model.relate('client', 'authority')
    await model.settle()
    expect(seen.get('client/0')).toMatchObject([{ certificates: ['A', 'B'] }])
    expect(model.flags('client/0')).toEqual(['trust.available', 'trust.invalid', 'trust.joined'])
  })

  test('a client that writes garbage gets wire 1, and no other client is harmed', async () => {
    expect(await answer(partners.requires.invalid)).toEqual({ app: wire1, unit: {} })
    expect(await answer({ app: { version: '2' } })).toEqual({ app: wire1, unit: {} })
  })

  test('what is left out is taken back, from one client or from all', async () => {
    const charm = defineCharm({ endpoints: { send: CertificateTransferProvider } })
      .when('send.available', ({ send }) => send.provide({ certificates: ['A'] }))
      .when('hook:update-status', ({ send }) => send.provide({ certificates: [], relation: 'send:0' }))
    const model = new Model({ seed: 1 })
    const seen: Seen = new Map()
    model.deploy('authority', { charm })
    for (const [name, of] of Object.entries({ one: client(seen), two: client(seen), old: oldClient(seen) }))
      model.deploy(name, { charm: of })
    const relations = ['one', 'two', 'old'].map((name) => model.relate('authority', name))
    await model.settle()
    model.trigger('authority/0', 'update-status')
    await model.settle()
    expect(relations.map((relation) => written(model, relation, 'authority'))).toEqual([
      { certificates: '[]', version: '1' },
      { certificates: '["A"]', version: '1' },
      {},
    ])
    expect([...seen].sort().map(([unit, transfers]) => [unit, transfers.length])).toEqual([
      ['old/0', 1],
      ['one/0', 0],
      ['two/0', 1],
    ])
  })
})

interface Shown {
  readonly app: Texts
  readonly units: Readonly<Record<string, Texts>>
}
interface Story {
  readonly story: string
  readonly original: readonly string[]
  readonly steps: readonly { readonly step: string; readonly provider: Shown; readonly requirer: Shown }[]
}

const steps = readdirSync(folder).flatMap((file) => {
  const { story, original, steps: all } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Story
  return all.map((step) => ({ ...step, story, original, name: `${story}/${step.step}` }))
})

/** What the original's own requirer reads in a databag, except where ours reads more. */
const readings: Readonly<Record<string, readonly string[]>> = {
  'malformed/no-json': [],
  'malformed/no-list': [],
  'malformed/numbers': [],
  // The original cannot read a lone certificate as it is, and then gives none at all.
  'wire-0-provider/raw': ['A', 'B'],
}

describe('databags recorded from the original', () => {
  test.each(steps.filter(({ step }) => step !== 'removed'))('$name is read', async ({ name, provider }) => {
    const unit = provider.units['authority/0'] ?? {}
    const list = provider.app['certificates'] ?? unit['chain'] ?? '[]'
    const [, ...certificates] = await read({ unit: withoutJuju(unit), app: provider.app })
    expect(certificates).toEqual(readings[name] ?? JSON.parse(list))
  })

  const given = steps.filter(({ original, provider }) => original.includes('provider') && provider.app['certificates'])
  test.each(given)('$name is written again, byte for byte', async ({ name, provider, requirer }) => {
    const wire = requirer.app['version'] === '1' ? 1 : 0
    const { app, unit } = await answer({ app: requirer.app }, provider.app['certificates'])
    expect(app).toEqual(wire === 1 ? provider.app : {})
    // Where wire 0 is emptied or given up, the original leaves the last certificates behind.
    const theirs = name === 'wire-0-requirer/empty' ? { version: '0' } : provider.units['authority/0']
    expect(unit).toEqual(wire === 1 ? {} : withoutJuju(theirs ?? {}))
  })
})
