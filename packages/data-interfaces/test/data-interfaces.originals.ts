import { original, readStories, type Databags, type Original, type Shown } from '@interlayer/originals'
import { defineCharm } from '@interlayer/runtime'
import { Model, type Program, type RelationView } from '@interlayer/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { partners } from '../src/testing.ts'
import { client, server, type Wish } from './support/charms.ts'
import { SomeRequirer } from './support/clients.ts'
import { databag } from './support/foreign.ts'

let library: Original<'dpcharmlibs-interfaces'>
beforeAll(async () => {
  library = await original('dpcharmlibs-interfaces')
})
afterAll(() => library.close())

const interfaces = ['mysql_client', 'postgresql_client'] as const
const addresses = { 'egress-subnets': '10.0.0.1/32', 'ingress-address': '10.0.0.1', 'private-address': '10.0.0.1' }

/** An application that has these texts in its databag, and remembers what is in the secrets that it may read. */
function reader(endpoint: string, app: Readonly<Record<string, string>>, contents: Map<string, object>): Program {
  return async (tools) => {
    for (const id of await tools.relationIds(endpoint)) {
      if (await tools.isLeader()) await tools.relationSet(id, 'app', new Map(Object.entries(app)))
      const remote = await tools.relationApp(id)
      const texts = [...((await tools.relationGet(id, remote ?? ''))?.values() ?? [])].join()
      for (const [uri] of texts.matchAll(/secret:[0-9a-z]{20}/g)) {
        const content = await tools.secretGet(uri, true)
        if (content !== undefined) contents.set(uri, Object.fromEntries(content))
      }
    }
    return { ran: [], flags: [], steps: [] }
  }
}

function shown(model: Model, relation: RelationView, application: string): Shown {
  const app = Object.fromEntries(model.databag(relation, application) ?? [])
  return { app, units: { [`${application}/0`]: addresses } }
}

/** Everything that is there, as a library is shown it: secrets as far as the side opposite to ours could read them. */
function databags(model: Model, relation: RelationView, contents: ReadonlyMap<string, object>): Databags {
  const owner =
    model.databag(relation, 'db')?.has('secret-user') || model.databag(relation, 'db')?.has('requests') ? 'db' : 'app'
  const secrets = [...contents].map(([uri, content]) => {
    const known = { owner, label: null, revision: 1, grantedTo: [owner === 'db' ? 'app' : 'db'] }
    return [uri, { ...known, content: content as Readonly<Record<string, string>> }] as const
  })
  const [provider, requirer] = [shown(model, relation, 'db'), shown(model, relation, 'app')]
  return { provider, requirer, secrets: Object.fromEntries(secrets) }
}

describe.each(interfaces)('%s: the provider of Python reads what our requirer asks', (name) => {
  async function asked(wish: Wish) {
    const contents = new Map<string, object>()
    const model = new Model()
    model.deploy('app', { charm: client(new Map(), wish) })
    model.deploy('db', { program: reader('db', {}, contents), metadata: { provides: { db: 'some_client' } } })
    const relation = model.relate('app', 'db')
    await model.settle()
    const all = databags(model, relation, contents)
    return { ...(await library.read('provider', all, { interface: name })), request: all.requirer.app }
  }

  const lists = {
    'provided-secrets': ['mtls-cert'],
    'requested-secrets': [
      'username',
      'password',
      'tls',
      'tls-ca',
      'uris',
      'read-only-uris',
      'entity-name',
      'entity-password',
    ],
  }

  test('an account', async () => {
    const { read, events, failures } = await asked({
      extraUserRoles: ['admin', 'reader'],
      externalNodeConnectivity: true,
    })
    const wants = { 'extra-user-roles': 'admin,reader', 'external-node-connectivity': true }
    expect(read).toMatchObject([{ resource: 'orders', ...wants, ...lists }])
    expect({ events, failures }).toEqual({ events: ['resource_requested'], failures: [] })
  })

  test('a role, with the name and the password that it should have', async () => {
    const permissions = [{ resource_name: 'orders', resource_type: 'table', privileges: ['SELECT'] }]
    const wish = {
      entityName: 'wanted',
      entityPassword: 'chosen',
      entityType: 'USER',
      entityPermissions: permissions,
    } as const
    const { read, events, failures } = await asked(wish)
    const entity = {
      'entity-type': 'USER',
      'entity-permissions': permissions,
      'entity-name': 'wanted',
      'entity-password': 'chosen',
    }
    expect(read).toMatchObject([{ resource: 'orders', ...entity }])
    expect({ events, failures }).toEqual({ events: ['resource_entity_requested'], failures: [] })
  })

  test('a prefix, under an alias', async () => {
    const { read, failures } = await asked({ database: 'ord*', prefixMatching: 'all', aliases: ['blue'] })
    expect(read).toMatchObject([{ resource: 'ord*', 'prefix-matching': 'all' }])
    expect(failures).toEqual([])
  })
})

describe.each(interfaces)('%s: the provider of Python reads several requests of our requirer', (name) => {
  async function asked(wanted: Parameters<SomeRequirer['requestAll']>[0]['wanted']) {
    const charm = defineCharm({ endpoints: { store: SomeRequirer } }).when('store.unasked', ({ store }) => {
      store.requestAll({ wanted })
    })
    const contents = new Map<string, object>()
    const model = new Model()
    model.deploy('app', { charm })
    model.deploy('db', { program: reader('db', {}, contents), metadata: { provides: { db: 'some_client' } } })
    const relation = model.relate('app', 'db')
    await model.settle()
    return library.read('provider', databags(model, relation, contents), { interface: name })
  }

  test('each by itself, and mirrors each under its id', async () => {
    const { read, events, failures, wrote } = await asked([
      { database: 'orders', externalNodeConnectivity: true },
      { database: 'stock', extraUserRoles: ['reader', 'auditor'] },
    ])
    expect(read).toMatchObject([
      { resource: 'orders', 'external-node-connectivity': true },
      { resource: 'stock', 'extra-user-roles': 'reader,auditor' },
    ])
    expect({ events, failures }).toEqual({ events: ['resource_requested'], failures: [] })
    const mirror = JSON.parse(wrote.app['data'] ?? '{}') as object
    expect(Object.values(mirror)).toMatchObject([{ resource: 'orders' }, { resource: 'stock' }])
    expect(Object.keys(mirror)).toEqual(Object.values(mirror).map((one: Record<string, unknown>) => one['request-id']))
  })

  test('a role among them, with the name and the password that it should have', async () => {
    const permissions = [{ resource_name: 'orders', resource_type: 'table', privileges: ['SELECT'] }]
    const entity = { entityType: 'USER', entityName: 'wanted', entityPassword: 'chosen' } as const
    const { read, events, failures } = await asked([
      { database: 'stock' },
      { database: 'orders', ...entity, entityPermissions: permissions },
      { database: 'ord*', prefixMatching: 'all' },
    ])
    expect(read).toMatchObject([
      { resource: 'stock' },
      {
        resource: 'orders',
        'entity-type': 'USER',
        'entity-permissions': permissions,
        'entity-name': 'wanted',
        'entity-password': 'chosen',
      },
      { resource: 'ord*', 'prefix-matching': 'all' },
    ])
    expect({ events: events.toSorted(), failures }).toEqual({
      events: ['resource_entity_requested', 'resource_requested'],
      failures: [],
    })
  })
})

/** What our provider gives to these requests, over the life of the relation. */
async function answered(app: Readonly<Record<string, string>>, change?: (model: Model) => void): Promise<Databags> {
  const contents = new Map<string, object>()
  const model = new Model()
  model.deploy('db', { charm: server() })
  model.deploy('app', { program: reader('store', app, contents), metadata: { requires: { store: 'some_client' } } })
  const relation = model.relate('db', 'app')
  await model.settle()
  change?.(model)
  await model.settle()
  return databags(model, relation, contents)
}

describe.each(interfaces)('%s: the requirer of Python reads what our provider answers', (name) => {
  const account = { password: 'hunter2', endpoints: '10.0.1.1:1', version: '8.4.1', tls: false }

  test('to every request that it wrote itself', async () => {
    const step = (await readStories('dpcharmlibs-interfaces')).get('two')?.steps[0]
    const all = await answered(step?.requirer.app ?? {})
    const { read, events, failures } = await library.read('requirer', all, { interface: name })
    expect(read?.responses).toMatchObject([
      { resource: 'orders', ...account, username: expect.stringMatching(/^relation-0-/) as unknown },
      { resource: 'stock', ...account, username: expect.stringMatching(/^relation-0-/) as unknown },
    ])
    expect({ events, failures }).toEqual({ events: ['resource_created'], failures: [] })
  })

  test('with a role for who asks for one', async () => {
    const step = (await readStories('dpcharmlibs-interfaces')).get('entity')?.steps[0]
    const all = await answered(step?.requirer.app ?? {})
    const { read, events, failures } = await library.read('requirer', all, { interface: name })
    expect(read?.responses).toMatchObject([{ 'entity-password': 'hunter2' }])
    expect({ events, failures }).toEqual({ events: ['resource_entity_created'], failures: [] })
  })

  test('after a password was changed', async () => {
    const change = (model: Model): void => model.configure('db', { password: 'second-password' })
    const all = await answered(partners.requires.valid.app, change)
    const { read, failures } = await library.read('requirer', all, { interface: name })
    expect(read?.responses).toMatchObject([{ ...account, password: 'second-password' }])
    expect(failures).toEqual([])
  })
})

test('what the provider of Python mirrors for our requirer does not disturb it', async () => {
  const contents = new Map<string, object>()
  const model = new Model()
  model.deploy('app', { charm: client() })
  model.deploy('db', { program: reader('db', {}, contents), metadata: { provides: { db: 'some_client' } } })
  const relation = model.relate('app', 'db')
  await model.settle()
  const { wrote } = await library.read('provider', databags(model, relation, contents), { interface: 'mysql_client' })
  const next = new Model()
  next.deploy('app', { charm: client() })
  next.deploy('db', { program: reader('db', wrote.app, contents), metadata: { provides: { db: 'some_client' } } })
  const other = next.relate('app', 'db')
  await next.settle()
  expect(wrote.app['data']).toContain('"resource": "orders"')
  expect(next.flags('app/0')).toEqual(['store.joined'])
  expect(databag(next, other, 'app')).toEqual(databag(model, relation, 'app'))
})
