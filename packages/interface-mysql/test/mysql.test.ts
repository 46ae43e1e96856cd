import { any, defineCharm, text, type AnyCharm } from '@interlayer/runtime'
import { callMethod } from '@interlayer/runtime/adapter'
import { Model, type Program, type RelationView } from '@interlayer/simulator'
import { side, testInterface } from '@interlayer/testing'
import { describe, expect, test } from 'vitest'
import { MysqlProvider, MysqlRequirer } from '../src/index.ts'
import { partners } from '../src/testing.ts'

testInterface({
  sides: [
    side(MysqlProvider, (clients, { edition }) => {
      // Who has a database waits for none: with another password, each application gets one anew.
      if (edition === 2) clients.withdraw()
      for (const { relation, application } of clients.requests())
        clients.provide({ relation, database: application, user: application, password: `password-${edition}` })
    }),
    side(MysqlRequirer, (database, { edition }) =>
      database.request({ encoding: edition === 1 ? 'utf8mb4' : 'utf8mb3' }),
    ),
  ],
  partners,
  fixtures: [new URL('../../../tooling/originals/fixtures/ops-lib-mysql/', import.meta.url)],
})

/** Databags by unit, as others write them. */
type Writing = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A client that notes what it knows of its database. */
function client(known: Map<string, unknown>): AnyCharm {
  const config = { encoding: text('Character set.', { optional: true }) }
  return defineCharm({ endpoints: { db: MysqlRequirer }, config })
    .when('db.connected', ({ db }, { config: { encoding } }) => {
      if (encoding !== undefined) db.request({ encoding })
    })
    .when({ all: [] }, ({ db }, { unit }) => {
      known.set(unit, { database: db.database(), replicas: db.replicas().map(({ unit: name, host }) => [name, host]) })
    })
}

/** A server that answers every request with a database of the application's name. */
function server(): AnyCharm {
  const config = { password: text('Of every account.', { default: 'hunter2', sensitive: true }) }
  return defineCharm({ endpoints: { clients: MysqlProvider }, config }).when(
    any('clients.requested', 'config.changed'),
    ({ clients }, hook) => {
      for (const { relation, application } of clients.requests())
        clients.provide({
          relation,
          database: application,
          host: 'db',
          user: application,
          password: hook.config.password,
        })
    },
  )
}

/** Servers of foreign make: each unit writes its texts as soon as it is related. */
function foreign(writing: () => Writing): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('db')) {
      const texts = Object.entries(writing()[tools.context.unit] ?? {})
      await tools.relationSet(id, 'unit', new Map(texts))
    }
    return { ran: [], flags: [], steps: [] }
  }
}

interface Reading {
  readonly flags: readonly string[]
  readonly known: unknown
  readonly model: Model
}

/** What a client makes of the databags of three foreign servers. */
async function read(writing: Writing): Promise<Reading> {
  const known = new Map<string, unknown>()
  const model = new Model({ seed: 1 })
  model.deploy('wiki', { charm: client(known) })
  model.deploy('mysql', { program: foreign(() => writing), metadata: { provides: { db: 'mysql' } }, units: 3 })
  model.relate('wiki', 'mysql')
  await model.settle()
  return { flags: model.flags('wiki/0'), known: known.get('wiki/0'), model }
}

const { unit: valid } = partners.provides.valid
const { unit: partial } = partners.provides.partial
const { unit: invalid } = partners.provides.invalid
const { unit: older } = partners.provides.older
const { unit: replica } = partners.provides.replica
const database = { database: 'wiki', host: '10.0.0.9', port: 3306, user: 'wiki', password: 'correct horse' }
const connected = ['db.connected', 'db.joined']
const available = ['db.available', ...connected]

interface Served {
  readonly model: Model
  readonly relations: readonly RelationView[]
  readonly known: ReadonlyMap<string, unknown>
}

/** A wiki with two units and a blog with one, served by a server of our make. */
async function served(): Promise<Served> {
  const known = new Map<string, unknown>()
  const model = new Model({ seed: 1 })
  model.deploy('mysql', { charm: server() })
  model.deploy('wiki', { charm: client(known), units: 2 })
  model.deploy('blog', { charm: client(known) })
  const relations = [model.relate('mysql', 'wiki'), model.relate('mysql', 'blog')]
  await model.settle()
  return { model, relations, known }
}

describe('the provider', () => {
  test('answers each application in its own relation, with plain texts', async () => {
    const { model, relations, known } = await served()
    const juju = { 'egress-subnets': '127.1.0.1/32', 'ingress-address': '127.1.0.1', 'private-address': '127.1.0.1' }
    expect(relations.map((relation) => Object.fromEntries(model.databag(relation, 'mysql/0') ?? []))).toEqual([
      { ...juju, database: 'wiki', host: 'db', user: 'wiki', password: 'hunter2' },
      { ...juju, database: 'blog', host: 'db', user: 'blog', password: 'hunter2' },
    ])
    expect([known.get('wiki/1'), known.get('blog/0')]).toMatchObject([
      { database: { database: 'wiki', port: 3306 } },
      { database: { database: 'blog', port: 3306 } },
    ])
    expect(model.flags('mysql/0')).toEqual(['clients.joined'])
  })

  test.each([
    [true, 'True'],
    [false, 'False'],
    [undefined, undefined],
  ])('writes slave in the spelling of Python: %s as %s', async (given, written) => {
    const charm = defineCharm({ endpoints: { clients: MysqlProvider } })
    charm.when('clients.requested', ({ clients }) => {
      for (const { relation } of clients.requests())
        clients.provide({ ...database, port: 3307, relation, replica: given })
    })
    const model = new Model()
    model.deploy('mysql', { charm })
    model.deploy('wiki', { charm: client(new Map()) })
    const relation = model.relate('mysql', 'wiki')
    await model.settle()
    expect(model.databag(relation, 'mysql/0')?.get('slave')).toBe(written)
    expect(model.databag(relation, 'mysql/0')?.get('port')).toBe('3307')
  })

  test('gives the password of the root account to clients that wait for it', async () => {
    const charm = defineCharm({ endpoints: { clients: MysqlProvider } })
    charm.when('clients.requested', ({ clients }) => {
      for (const { relation } of clients.requests())
        clients.provide({ ...database, relation, rootPassword: 'battery staple' })
    })
    const model = new Model()
    model.deploy('mysql', { charm })
    model.deploy('wiki', { charm: client(new Map()) })
    const relation = model.relate('mysql', 'wiki')
    await model.settle()
    expect(model.databag(relation, 'mysql/0')?.get('root_password')).toBe('battery staple')
    expect(JSON.stringify(model.trace)).not.toContain('battery staple')
  })

  test('hears which character set is asked for: utf8 where none is, and nothing while the units disagree', async () => {
    const requests: unknown[] = []
    const charm = defineCharm({ endpoints: { clients: MysqlProvider } })
    charm.when('hook:update-status', ({ clients }) => void requests.push(clients.requests()))
    let writing: Writing = {}
    const model = new Model({ seed: 1 })
    model.deploy('mysql', { charm })
    model.deploy('wiki', { program: foreign(() => writing), metadata: { requires: { db: 'mysql' } }, units: 2 })
    model.relate('mysql', 'wiki')
    for (const asked of ['', 'latin1', 'utf8mb4']) {
      await model.settle()
      writing = { 'wiki/0': { encoding: asked }, 'wiki/1': { encoding: asked && 'utf8mb4' } }
      for (const unit of ['wiki/0', 'wiki/1']) model.trigger(unit, 'update-status')
      await model.settle()
      model.trigger('mysql/0', 'update-status')
      await model.settle()
    }
    const request = { relation: 'clients:0', application: 'wiki' }
    expect(requests).toEqual([[{ ...request, encoding: 'utf8' }], [], [{ ...request, encoding: 'utf8mb4' }]])
  })

  test('takes a database back, and drops an answer to a relation that is gone', async () => {
    const { model, relations } = await served()
    const charm = defineCharm({ endpoints: { clients: MysqlProvider } }).when({ all: [] }, ({ clients }) => {
      clients.withdraw({ relation: 'clients:2' })
      callMethod(clients, 'provide', { ...database, relation: 'clients:99' })
    })
    model.deploy('stingy', { charm })
    const relation = model.relate('stingy', 'wiki')
    await model.settle()
    expect(model.databag(relation, 'stingy/0')?.size).toBe(3)
    expect(model.flags('stingy/0')).toEqual(['clients.joined', 'clients.requested'])
    model.removeRelation(relation)
    await model.settle()
    expect(model.flags('stingy/0')).toEqual([])
    expect(model.databag(relations[0] ?? relation, 'mysql/0')?.get('password')).toBe('hunter2')
  })

  test('never shows a password', async () => {
    const { model } = await served()
    expect(JSON.stringify(model.trace)).not.toContain('hunter2')
  })
})

describe('the requirer', () => {
  test('reads the classic generation: every unit writes, without a port, and says that it is no slave', async () => {
    const { flags, known } = await read({ 'mysql/0': older, 'mysql/1': older, 'mysql/2': older })
    expect(flags).toEqual(available)
    expect(known).toEqual({ database, replicas: [] })
  })

  test('reads the generation built on ops: the leader alone writes, with a root password', async () => {
    const { flags, known } = await read({ 'mysql/1': { ...valid, port: '3307', root_password: 'r' } })
    expect(flags).toEqual(available)
    expect(known).toEqual({ database: { ...database, port: 3307 }, replicas: [] })
  })

  test('keeps replicas apart, with hosts of their own', async () => {
    const { flags, known } = await read({ 'mysql/0': older, 'mysql/1': replica, 'mysql/2': { ...replica, host: 'c' } })
    expect(flags).toEqual(available)
    expect(known).toEqual({
      database,
      replicas: [
        ['mysql/1', '10.0.0.10'],
        ['mysql/2', 'c'],
      ],
    })
  })

  test.each([
    ['not whole', { slave: 'True', host: '10.0.0.10' }],
    ['wrong', { ...replica, port: 'mysql' }],
  ])('does not let a replica that is %s disturb the others', async (_, values) => {
    const { flags, known } = await read({ 'mysql/0': older, 'mysql/1': values })
    expect(flags.filter((flag) => flag !== 'db.invalid')).toEqual(available)
    expect(known).toEqual({ database, replicas: [] })
  })

  test('takes no side when units name different databases', async () => {
    const { flags, known } = await read({ 'mysql/0': older, 'mysql/1': { ...older, host: 'elsewhere' } })
    expect(flags).toEqual(['db.connected', 'db.disagreeing', 'db.joined'])
    expect(known).toEqual({ database: undefined, replicas: [] })
  })

  test('takes units that mean the same for agreeing, whatever bytes they write', async () => {
    const { flags, known } = await read({ 'mysql/0': valid, 'mysql/1': { ...older, port: ' 03306' }, 'mysql/2': older })
    expect(flags).toEqual(available)
    expect(known).toEqual({ database, replicas: [] })
  })

  test.each([
    ['nothing but the keys of Juju', {}, connected],
    ['a part of it', partial, connected],
    ['an empty password', { ...valid, password: '' }, connected],
    ['a port that is a word', invalid, [...connected.slice(0, 1), 'db.invalid', ...connected.slice(1)]],
  ])('has no database while there is %s', async (_, values, flags) => {
    const reading = await read({ 'mysql/0': values })
    expect(reading.flags).toEqual(flags)
    expect(reading.known).toEqual({ database: undefined, replicas: [] })
    expect(JSON.stringify(reading.model.trace)).not.toContain('correct horse')
  })
})
