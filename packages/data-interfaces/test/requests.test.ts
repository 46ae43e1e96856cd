import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { Model, type RelationView } from '@interlayer/simulator'
import { readStories } from '@interlayer/originals'
import { expect, test } from 'vitest'
import { partners } from '../src/testing.ts'
import { client, server, type Known, type Wish } from './support/charms.ts'
import { SomeProvider, SomeRequirer } from './support/clients.ts'
import { databag, foreign, poke, secretChanges } from './support/foreign.ts'

type Wanted = Parameters<SomeRequirer['requestAll']>[0]['wanted']

/** A client that says in each hook all that it wants now. */
function wanting(known: Known, wanted: () => Wanted): AnyCharm {
  return defineCharm({ endpoints: { store: SomeRequirer } })
    .when({ all: [] }, ({ store }) => {
      store.requestAll({ wanted: wanted() })
    })
    .when({ all: [] }, ({ store }, { unit }) => {
      known.set(unit, { databases: store.databases(), entities: store.entities(), statuses: store.statuses() })
    })
}

interface Asked {
  readonly model: Model
  readonly relation: RelationView
  readonly known: Known
  /** What is wanted from now on. */
  readonly want: (next: Wanted) => Promise<void>
}

/** Two units that want this of our provider. */
async function asked(first: Wanted, provider: AnyCharm = server()): Promise<Asked> {
  let wanted = first
  const known: Known = new Map()
  const model = new Model({ seed: 7 })
  model.deploy('db', { charm: provider })
  model.deploy('app', { charm: wanting(known, () => wanted), units: 2 })
  const relation = model.relate('db', 'app')
  await model.settle()
  const want = async (next: Wanted): Promise<void> => {
    wanted = next
    await poke(model, 'app/0', 'app/1')
    await poke(model, 'app/0', 'app/1')
  }
  return { model, relation, known, want }
}

function names(known: Known, unit: string): unknown {
  return known.get(unit)?.databases.map(({ database, extraUserRoles }) => [database, ...extraUserRoles])
}

const unset = {
  'secret-mtls': null,
  'mtls-cert': null,
  'secret-requested-entity': null,
  'entity-name': null,
  password: null,
  'prefix-matching': null,
  'entity-password': null,
}

test('several databases are asked for in one relation, and every unit is told of each, by its roles too', async () => {
  const { model, relation, known } = await asked([
    { database: 'orders' },
    { database: 'orders', extraUserRoles: ['reader', 'auditor'], externalNodeConnectivity: true },
  ])
  const { requests = '', version, ...rest } = databag(model, relation, 'app')
  const ids = [...requests.matchAll(/"request-id": "([0-9a-z]+)"/g)].map(([, id]) => id)
  const empty = { 'extra-group-roles': null, 'external-node-connectivity': false, 'entity-type': null }
  expect([version, rest, JSON.parse(requests)]).toEqual([
    'v1',
    {},
    [
      {
        resource: 'orders',
        'request-id': ids[0],
        salt: ids[0],
        'extra-user-roles': null,
        ...empty,
        'entity-permissions': null,
        ...unset,
      },
      {
        ...{ resource: 'orders', 'request-id': ids[1], salt: ids[1], 'extra-user-roles': 'reader,auditor', ...empty },
        ...{ 'external-node-connectivity': true, 'entity-permissions': null, ...unset },
      },
    ],
  ])
  expect(new Set(ids).size).toBe(2)
  for (const unit of ['app/0', 'app/1']) {
    expect(names(known, unit)).toEqual([['orders'], ['orders', 'reader', 'auditor']])
    expect(model.flags(unit)).toEqual(['store.available', 'store.joined'])
  }
  expect(JSON.stringify(model.trace)).not.toContain('hunter2')
})

test('what is wanted twice is two accounts, and what is wanted no more is taken back without touching the other', async () => {
  const { model, known, want } = await asked([{ database: 'orders' }, { database: 'orders' }])
  const accounts = (): unknown => known.get('app/1')?.databases.map(({ username }) => username)
  const [first, second] = known.get('app/0')?.databases.map(({ username }) => username) ?? []
  expect(first).not.toBe(second)
  const before = secretChanges(model).length
  await want([{ database: 'orders' }])
  expect(accounts()).toEqual([first])
  // Of the account, and of how transport is encrypted.
  expect(secretChanges(model).slice(before)).toEqual(['db removed', 'db removed'])
  await want([])
  expect([accounts(), model.flags('app/0')]).toEqual([[], ['store.joined', 'store.unasked']])
})

test('answers stand in the order of the requests, whichever was given first', async () => {
  const once = defineCharm({ endpoints: { db: SomeProvider } }).when('db.requested', ({ db }) => {
    for (const { request, account } of db.requests())
      db.provide({ request, username: account, password: 'hunter2', endpoints: ['10.0.1.1:1'] })
  })
  const { known, want } = await asked([{ database: 'stock' }], once)
  await want([{ database: 'orders' }, { database: 'stock' }])
  expect(names(known, 'app/1')).toEqual([['orders'], ['stock']])
})

test('where nothing stands in a relation any more, nothing is left in a databag of either side', async () => {
  const { model, relation, want } = await asked([{ database: 'orders' }, { database: 'stock' }])
  await want([])
  await poke(model, 'db/0')
  expect([databag(model, relation, 'app'), databag(model, relation, 'db')]).toEqual([{}, {}])
})

test('a role has the name and the password that are wished for, and other databases are asked for beside it', async () => {
  const role = {
    database: 'orders',
    entityType: 'USER',
    entityName: 'wanted',
    entityPassword: 'chosen-password',
  } as const
  const { model, known } = await asked([role, { database: 'stock' }])
  expect(known.get('app/1')?.entities).toMatchObject([{ name: 'wanted', password: 'chosen-password' }])
  expect(names(known, 'app/1')).toEqual([['stock']])
  expect(JSON.stringify(model.trace)).not.toContain('chosen-password')
})

test('a role is made once the secret of the wish can be read, and the other requests do not wait for it', async () => {
  const requests = JSON.stringify([
    {
      resource: 'orders',
      'request-id': 'a',
      'entity-type': 'USER',
      'secret-requested-entity': 'secret:cvq000000000000000a0',
    },
    { resource: 'stock', 'request-id': 'b' },
  ])
  const model = new Model()
  model.deploy('db', { charm: server() })
  const program = foreign('store', () => ({ app: { version: 'v1', requests } }))
  model.deploy('app', { program, metadata: { requires: { store: 'some_client' } } })
  const relation = model.relate('db', 'app')
  await model.settle()
  const { requests: answers = '[]' } = databag(model, relation, 'db')
  expect((JSON.parse(answers) as readonly { 'request-id': string }[]).map((one) => one['request-id'])).toEqual(['b'])
})

test('who asks for one database by one relation and for several by another is answered in each, by one provider', async () => {
  const known: Known = new Map()
  const model = new Model({ seed: 3 })
  model.deploy('db', { charm: server() })
  model.deploy('one', { charm: client(known) })
  model.deploy('several', { charm: wanting(known, () => [{ database: 'orders' }, { database: 'stock' }]) })
  const [one, several] = [model.relate('db', 'one'), model.relate('db', 'several')]
  await model.settle()
  expect([names(known, 'one/0'), names(known, 'several/0')]).toEqual([[['orders']], [['orders'], ['stock']]])
  const keys = [one, several].map((relation) => Object.keys(databag(model, relation, 'db')).sort())
  expect(keys).toEqual([
    ['data', 'database', 'endpoints', 'secret-tls', 'secret-user', 'version'],
    ['data', 'requests', 'version'],
  ])
})

test('what was asked first stays: neither way of asking takes back the other', async () => {
  const both = (known: Known, first: 'one' | 'several'): AnyCharm => {
    const ask = (store: SomeRequirer, which: 'one' | 'several'): void => {
      if (which === 'one') store.request({ database: 'orders' })
      else store.requestAll({ wanted: [{ database: 'stock' }] })
    }
    return defineCharm({ endpoints: { store: SomeRequirer } }).when({ all: [] }, ({ store }, { unit }) => {
      ask(store, first)
      ask(store, first === 'one' ? 'several' : 'one')
      known.set(unit, { databases: store.databases(), entities: [], statuses: [] })
    })
  }
  for (const first of ['one', 'several'] as const) {
    const known: Known = new Map()
    const model = new Model({ seed: 4 })
    model.deploy('db', { charm: server() })
    model.deploy('app', { charm: both(known, first), units: 2 })
    model.relate('db', 'app')
    await model.settle()
    model.elect('app/1')
    await poke(model, 'app/0', 'app/1', 'db/0')
    expect([names(known, 'app/0'), names(known, 'app/1')]).toEqual(
      first === 'one' ? [[['orders']], [['orders']]] : [[['stock']], [['stock']]],
    )
  }
})

test.each([
  ['the one that was asked for', {}, 'database'],
  ['several', undefined, 'requests'],
] as const)(
  'a mirror alone, which providers of both wires write first, takes nothing back: %s',
  async (_, wish: Wish | undefined, key) => {
    const known: Known = new Map()
    const model = new Model({ seed: 2 })
    model.deploy('app', { charm: wish ? client(known, wish) : wanting(known, () => [{ database: 'orders' }]) })
    const program = foreign('db', () => ({ app: { data: '{}' } }))
    model.deploy('db', { program, metadata: { provides: { db: 'some_client' } } })
    const relation = model.relate('app', 'db')
    await model.settle()
    await poke(model, 'app/0')
    expect(Object.keys(databag(model, relation, 'app'))).toContain(key)
  },
)

test('a provider that knows wire 0 alone leaves several requests unanswered, and nothing fails or is asked again', async () => {
  const known: Known = new Map()
  const model = new Model({ seed: 2 })
  model.deploy('app', { charm: wanting(known, () => [{ database: 'orders' }]) })
  const program = foreign('db', () => ({ app: partners.provides.older.app }))
  model.deploy('db', { program, metadata: { provides: { db: 'some_client' } } })
  const relation = model.relate('app', 'db')
  await model.settle()
  expect(Object.keys(databag(model, relation, 'app')).sort()).toEqual(['requests', 'version'])
})

test('units read what originals answer to several requests, and leave out what was taken back', async () => {
  const steps = (await readStories('dpcharmlibs-interfaces')).get('two')?.steps ?? []
  const step = steps.find((one) => one.step === 'answer-first')
  const known: Known = new Map()
  const model = new Model({ seed: 2 })
  const secrets = Object.entries(step?.secrets ?? {}).map(([uri, { content }]) => [uri, content] as const)
  const written = { app: step?.provider.app ?? {}, secrets: Object.fromEntries(secrets) }
  const kept = JSON.parse(written.app['data'] ?? '{}') as Readonly<Record<string, object>>
  const [, second = ''] = Object.keys(kept)
  let app: Readonly<Record<string, string>> = written.app
  model.deploy('app', { charm: wanting(known, () => []), units: 2 })
  model.deploy('db', {
    program: foreign('db', () => ({ ...written, app })),
    metadata: { provides: { db: 'some_client' } },
  })
  model.relate('app', 'db')
  await model.settle()
  // The leader knows that it asked for nothing; the other unit goes by what the provider has seen.
  expect([names(known, 'app/0'), names(known, 'app/1')]).toEqual([[], [['stock', 'reader'], ['orders']]])
  app = { ...app, data: JSON.stringify({ [second]: kept[second] }) }
  await poke(model, 'db/0')
  expect(names(known, 'app/1')).toEqual([['stock', 'reader']])
})
