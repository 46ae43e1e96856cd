import { defineCharm } from '@interlayer/runtime'
import { Model, type RelationView } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import { partners } from '../src/testing.ts'
import { client, server, type Known, type Wish } from './support/charms.ts'
import { SomeProvider, SomeRequirer } from './support/clients.ts'
import { databag, foreign, poke, secretChanges, type Foreign } from './support/foreign.ts'

interface Asked {
  readonly model: Model
  readonly relation: RelationView
  readonly known: Known
  /** What the provider writes from now on. */
  readonly answer: (next: Foreign) => Promise<void>
}

/** Two units of a client, related to a provider of foreign make. */
async function asked(first: Foreign, wish: Wish = {}): Promise<Asked> {
  let writes = first
  const known: Known = new Map()
  const model = new Model({ seed: 5 })
  model.deploy('app', { charm: client(known, wish), units: 2 })
  model.deploy('db', { program: foreign('db', () => writes), metadata: { provides: { db: 'some_client' } } })
  const relation = model.relate('app', 'db')
  await model.settle()
  const answer = async (next: Foreign): Promise<void> => {
    writes = next
    await poke(model, 'db/0')
  }
  return { model, relation, known, answer }
}

const database = {
  relation: 'store:0',
  application: 'db',
  alias: undefined,
  database: 'orders',
  username: 'relation-7',
  password: 'correct horse',
  endpoints: ['10.0.1.1:1'],
  readOnlyEndpoints: [],
  version: '8.4.1',
  tls: false,
  tlsCa: undefined,
  uris: undefined,
  readOnlyUris: undefined,
  prefixDatabases: [],
  extraUserRoles: [],
  extra: {},
}
const { valid, partial, invalid, older, newer, entity } = partners.provides
const available = ['store.available', 'store.joined']

describe('what providers answer', () => {
  test.each([
    ['in secrets', valid],
    ['in plain text', older],
    ['by wire 1', newer],
  ])('is read by every unit: %s', async (_, writes) => {
    const { model, known } = await asked(writes)
    expect(['app/0', 'app/1'].map((unit) => known.get(unit)?.databases)).toEqual([[database], [database]])
    expect(model.flags('app/1')).toEqual(available)
    expect(JSON.stringify(model.trace)).not.toContain('correct horse')
  })

  test('an answer in a secret goes before one in plain text', async () => {
    const { known } = await asked({ ...valid, app: { ...valid.app, username: 'old', password: 'old' } })
    expect(known.get('app/0')?.databases).toEqual([database])
  })

  test.each([
    ['a part of it', partial, ['store.joined']],
    ['a mirror that is no JSON', invalid, ['store.invalid', 'store.joined']],
    ['no server', { app: { username: 'a', password: 'b' } }, ['store.joined']],
    ['a secret that nobody granted', { app: { ...valid.app } }, ['store.joined']],
  ])('is not there while there is %s', async (_, writes, flags) => {
    const { model, known } = await asked(writes)
    expect(known.get('app/0')?.databases).toEqual([])
    expect(model.flags('app/0')).toEqual(flags)
  })

  test('may be away for a while and come back', async () => {
    const { model, known, answer } = await asked(newer)
    await answer({ ...newer, app: { database: 'orders', data: '{}' } })
    expect(model.flags('app/0')).toEqual(['store.joined'])
    await answer(newer)
    expect(known.get('app/0')?.databases).toEqual([database])
  })

  test('may be a role in place of an account', async () => {
    const { model, known } = await asked(entity)
    const place = { relation: 'store:0', application: 'db', alias: undefined, endpoints: [], readOnlyEndpoints: [] }
    const role = { name: 'role-7', password: 'correct horse', version: undefined, tls: undefined, tlsCa: undefined }
    expect(known.get('app/1')).toEqual({ databases: [], entities: [{ ...place, ...role }], statuses: [] })
    expect(model.flags('app/1')).toEqual(['store.entityAvailable', 'store.joined'])
  })

  test('counts for a subordinate provider once one of its units serves', async () => {
    const subordinated = { ...valid, app: { ...valid.app, subordinated: 'true' } }
    const { model, answer } = await asked(subordinated)
    expect(model.flags('app/0')).toEqual(['store.joined'])
    await answer({ ...subordinated, unit: { state: 'ready' } })
    expect(model.flags('app/0')).toEqual(available)
  })
})

test('a changed password reaches every unit by a change of its secret, and available holds all the while', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { store: SomeRequirer } })
    .when('store.unasked', ({ store }) => {
      store.request({ database: 'orders' })
    })
    .when('store.changed.secret-user', ({ store }, { unit }) => {
      seen.push([unit, store.databases().map(({ password }) => password)])
    })
  const model = new Model({ seed: 4 })
  model.deploy('db', { charm: server() })
  model.deploy('app', { charm, units: 2 })
  model.relate('app', 'db')
  await model.settle()
  const before = [seen.splice(0).length, model.trace.length] as const
  model.configure('db', { password: 'second-password' })
  await model.settle()
  expect(before[0]).toBe(2)
  expect(seen.toSorted()).toEqual([
    ['app/0', ['second-password']],
    ['app/1', ['second-password']],
  ])
  expect(model.trace.slice(before[1]).filter(({ event }) => event === 'flag' || event === 'databag')).toEqual([])
})

describe('what is asked', () => {
  const lists = {
    'provided-secrets': '["mtls-cert"]',
    'requested-secrets':
      '["username", "password", "tls", "tls-ca", "uris", "read-only-uris", "entity-name", "entity-password"]',
  }

  test('is asked by the leader, once, and stays whatever the charm says later', async () => {
    const { model, relation } = await asked({}, { extraUserRoles: ['admin'] })
    expect(databag(model, relation, 'app')).toEqual({ ...lists, database: 'orders', 'extra-user-roles': 'admin' })
    const changes = model.trace.filter(({ event }) => event === 'databag')
    model.elect('app/1')
    await poke(model, 'app/0', 'app/1')
    expect(model.trace.filter(({ event }) => event === 'databag')).toEqual(changes)
  })

  test('a wish for a name travels in a secret, and is removed when it is granted', async () => {
    const wish = { entityType: 'USER', entityName: 'wanted', entityPassword: 'chosen-password' } as const
    const { model, relation, answer } = await asked({}, wish)
    expect(databag(model, relation, 'app')).toMatchObject({
      'requested-entity-secret': 'secret:',
      'entity-type': 'USER',
    })
    await answer(entity)
    expect(databag(model, relation, 'app')).toEqual({ ...lists, database: 'orders', 'entity-type': 'USER' })
    expect(secretChanges(model).filter((change) => change.startsWith('app'))).toEqual([
      'app added 1',
      'app granted',
      'app removed',
    ])
    expect(JSON.stringify(model.trace)).not.toContain('chosen-password')
  })

  test.each(['123', 'true', 'null', '{}', '"x"'])(
    'a database called %s is refused: providers of wire 1 fail over it',
    async (name) => {
      const charm = defineCharm({ endpoints: { store: SomeRequirer } })
      charm.when('store.unasked', ({ store }) => {
        store.request({ database: name })
      })
      const model = new Model()
      model.deploy('app', { charm })
      model.deploy('db', { charm: server() })
      model.relate('app', 'db')
      await expect(model.settle()).rejects.toThrow(
        'Cannot write "database": expected a name that does not read as JSON',
      )
    },
  )
})

test('each relation has the first alias that is free, the same in all units, and the next one gets it when it ends', async () => {
  const known: Known = new Map()
  const model = new Model({ seed: 2 })
  model.deploy('app', { charm: client(known, { aliases: ['blue', 'green'] }), units: 2 })
  for (const name of ['db', 'other']) model.deploy(name, { charm: server() })
  const names = (): unknown =>
    ['app/0', 'app/1'].map((unit) => known.get(unit)?.databases.map(({ alias, application }) => [alias, application]))
  const first = model.relate('app', 'db')
  await model.settle()
  model.relate('app', 'other')
  await model.settle()
  const both = [
    ['blue', 'db'],
    ['green', 'other'],
  ]
  expect(names()).toEqual([both, both])
  model.removeRelation(first)
  await model.settle()
  model.relate('app', 'db')
  await model.settle()
  const swapped = [
    ['green', 'other'],
    ['blue', 'db'],
  ]
  expect(names()).toEqual([swapped, swapped])
})

test('what is the matter with a provider is told to requirers of every wire, and so is that it is a subordinate', async () => {
  const statuses = [{ code: 4001, message: 'Storage is nearly full.', resolution: 'Add storage.' }]
  const charm = defineCharm({ endpoints: { db: SomeProvider } }).when('hook:update-status', ({ db }) => {
    db.report({ statuses: [{ code: 5000, message: 'More.' }, ...statuses] })
    db.subordinate({ ready: true })
  })
  const known: Known = new Map()
  const model = new Model()
  model.deploy('db', { charm })
  model.deploy('app', { charm: client(known) })
  const program = foreign('store', () => partners.requires.valid)
  model.deploy('young', { program, metadata: { requires: { store: 'some_client' } } })
  const relations = [model.relate('db', 'app'), model.relate('db', 'young')]
  await model.settle()
  await poke(model, 'db/0')
  expect(known.get('app/0')?.statuses).toMatchObject([{ relation: 'store:0', ...statuses[0] }, { code: 5000 }])
  const status = JSON.stringify([...statuses, { code: 5000, message: 'More.' }]).replaceAll('":', '": ')
  const said = { status: status.replaceAll(',"', ', "').replaceAll('},{', '}, {'), subordinated: 'true' }
  for (const relation of relations) {
    expect(databag(model, relation, 'db')).toMatchObject(said)
    expect(model.databag(relation, 'db/0')?.get('state')).toBe('ready')
  }
})
