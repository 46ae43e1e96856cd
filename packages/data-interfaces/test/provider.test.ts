import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { Model, type RelationView } from '@interlayer/simulator'
import { describe, expect, test } from 'vitest'
import type { DatabaseGiven, DatabaseRequest } from '../src/index.ts'
import { partners } from '../src/testing.ts'
import { server } from './support/charms.ts'
import { SomeProvider } from './support/clients.ts'
import { databag, foreign, poke, secretChanges, type Foreign } from './support/foreign.ts'

interface Served {
  readonly model: Model
  readonly relation: RelationView
  /** What the requirer writes from now on. */
  readonly ask: (next: Foreign) => Promise<void>
}

/** A server of our make, related to a requirer of foreign make. */
async function served(first: Foreign, charm: AnyCharm = server(), units = 1): Promise<Served> {
  let writes = first
  const model = new Model({ seed: 3 })
  model.deploy('db', { charm, units })
  model.deploy('app', { program: foreign('store', () => writes), metadata: { requires: { store: 'some_client' } } })
  const relation = model.relate('db', 'app')
  await model.settle()
  const ask = async (next: Foreign): Promise<void> => {
    writes = next
    await poke(model, 'app/0')
  }
  return { model, relation, ask }
}

const { valid, older, plain } = partners.requires
const [first, second] = ['6c1e6b50653ca453', '9063d196e6626fd0']
const mirrored = { resource: 'orders', 'request-id': first, salt: '0UAqFzWsDK4FrUMp', 'extra-user-roles': 'admin' }

/** An answer of wire 1 as originals write it. */
function entry(id: string, resource: string, salt: string | null): object {
  return {
    resource,
    'request-id': id,
    salt,
    endpoints: '10.0.1.1:1',
    'read-only-endpoints': null,
    'secret-user': 'secret:',
    'secret-tls': 'secret:',
    'secret-extra': null,
    'secret-entity': null,
    version: '8.4.1',
    'prefix-resources': null,
    'mtls-cert': null,
    'entity-name': null,
    'entity-password': null,
    password: null,
  }
}

/** As Python writes JSON. */
function python(value: unknown): string {
  return JSON.stringify(value).replaceAll('":', '": ').replaceAll(',"', ', "').replaceAll('},{', '}, {')
}

describe('to requirers of every generation', () => {
  test('who takes secrets is answered in secrets, with a mirror of the request in which all is text', async () => {
    const { model, relation } = await served(older)
    expect(databag(model, relation, 'db')).toEqual({
      data: python(older.app),
      database: 'orders',
      endpoints: '10.0.1.1:1',
      'secret-tls': 'secret:',
      'secret-user': 'secret:',
      version: '8.4.1',
    })
    expect(JSON.stringify(model.trace)).not.toContain('hunter2')
  })

  test('who takes none is answered in plain text, which no trace shows', async () => {
    const { model, relation } = await served(plain)
    expect(databag(model, relation, 'db')).toEqual({
      data: '{"database": "orders"}',
      database: 'orders',
      endpoints: '10.0.1.1:1',
      password: 'hunter2',
      tls: 'False',
      username: 'relation-0',
      version: '8.4.1',
    })
    expect(JSON.stringify(model.trace)).not.toContain('hunter2')
  })

  test('requests of wire 1 are answered one by one, in the order of answering, each with secrets of its own', async () => {
    const requests = [
      { ...mirrored, 'extra-group-roles': null, 'external-node-connectivity': false, new: 1 },
      { resource: 'stock', 'request-id': second, salt: 's' },
    ]
    const { model, relation } = await served({ app: { version: 'v1', requests: JSON.stringify(requests) } })
    expect(databag(model, relation, 'db')).toEqual({
      data: python({ [first]: { ...mirrored, new: 1 }, [second]: requests[1] }),
      requests: python([entry(first, 'orders', mirrored.salt), entry(second, 'stock', 's')]),
      version: 'v1',
    })
    expect(
      new Set(
        model
          .databag(relation, 'db')
          ?.get('requests')
          ?.match(/secret:[0-9a-z]{20}/g),
      ).size,
    ).toBe(4)
    expect(JSON.stringify(model.trace)).not.toContain('hunter2')
  })

  test('one endpoint serves all of them at once, and a malformed request harms nobody but its sender', async () => {
    const { model, relation } = await served(valid)
    const others = Object.entries({ older, plain, wrong: partners.requires.invalid }).map(([name, writes]) => {
      model.deploy(name, { program: foreign('store', () => writes), metadata: { requires: { store: 'some_client' } } })
      return model.relate('db', name)
    })
    await model.settle()
    const keys = [relation, ...others].map((each) => Object.keys(databag(model, each, 'db')).join(' '))
    expect(keys).toEqual([
      'data requests version',
      'data database endpoints secret-tls secret-user version',
      'data database endpoints password tls username version',
      '',
    ])
    expect(model.flags('db/0')).toEqual(['db.invalid', 'db.joined'])
  })

  test('a field that a requirer takes in no secret does not become plain, unless it is nothing to hide', async () => {
    const app = { database: 'orders', 'requested-secrets': '["username", "password"]' }
    const charm = defineCharm({ endpoints: { db: SomeProvider } }).when('db.requested', ({ db }) => {
      for (const { request, account } of db.requests())
        db.provide({
          request,
          username: account,
          password: 'hunter2',
          endpoints: ['a:1'],
          uris: 'x://hunter2',
          tls: true,
        })
    })
    const { model, relation } = await served({ app }, charm)
    expect(Object.keys(databag(model, relation, 'db'))).toEqual(['data', 'database', 'endpoints', 'secret-user', 'tls'])
    expect([...(model.databag(relation, 'db')?.values() ?? [])].join()).not.toContain('hunter2')
  })

  test('when a requirer learns to take secrets, its account moves into one at once, and the plain text is gone', async () => {
    const charm = defineCharm({ endpoints: { db: SomeProvider } }).when('db.requested', ({ db }) => {
      for (const { request, account: username } of db.requests())
        db.provide({ request, username, password: 'hunter2', endpoints: ['a:1'] })
    })
    const { model, relation, ask } = await served(plain, charm)
    await ask(older)
    const moved = { data: python(older.app), database: 'orders', endpoints: 'a:1', 'secret-user': 'secret:' }
    expect(databag(model, relation, 'db')).toEqual(moved)
    expect(secretChanges(model)).toEqual(['db added 1', 'db granted'])
  })

  test.each([
    ['wire 0', older],
    ['wire 1', valid],
  ])('further values are given in a secret to who asks for them in %s', async (_, request) => {
    const charm = defineCharm({ endpoints: { db: SomeProvider } }).when('db.requested', ({ db }) => {
      for (const { request: to, account: username } of db.requests())
        db.provide({
          request: to,
          username,
          password: 'p',
          endpoints: ['a:1'],
          extra: { 'operator-password': 'op-pass' },
        })
    })
    const taken = { 'requested-secrets': '["username", "password", "operator-password"]' }
    const app = request === older ? { ...older.app, ...taken } : request.app
    const { model, relation } = await served({ app }, charm)
    expect(JSON.stringify(databag(model, relation, 'db'))).toMatch(/secret-extra\W+secret:/)
    expect(JSON.stringify([model.trace, ...(model.databag(relation, 'db') ?? [])])).not.toContain('op-pass')
  })
})

describe('in time', () => {
  test.each([
    ['wire 0', older],
    ['wire 1', valid],
  ])('equal content makes no revision in %s, a new password makes one, and the end removes all', async (_, request) => {
    const { model, relation } = await served(request)
    const before = databag(model, relation, 'db')
    model.configure('db', { replicas: '10.0.1.2:1' })
    await model.settle()
    model.configure('db', { password: 'other' })
    await model.settle()
    expect(secretChanges(model).slice(4)).toEqual(['db revised 2'])
    model.configure('db', { replicas: undefined })
    await model.settle()
    expect(databag(model, relation, 'db')).toEqual(before)
    model.removeRelation(relation)
    await model.settle()
    expect(secretChanges(model).slice(5)).toEqual(['db removed 1', 'db removed', 'db removed'])
  })

  test.each([
    ['wire 0', older, { app: { 'requested-secrets': '[]' } }, '{"requested-secrets": "[]"}'],
    ['wire 1', valid, { app: {} }, undefined],
  ])('a request of %s that is taken back releases its account, and withdrawing leaves nothing', async (...story) => {
    const [, request, nothing, data] = story
    const { model, relation, ask } = await served(request)
    await ask(nothing)
    expect(databag(model, relation, 'db')).toEqual(data === undefined ? {} : { data })
    expect(secretChanges(model).slice(4)).toEqual(['db removed', 'db removed'])
    await ask(request)
    expect(databag(model, relation, 'db')).toMatchObject({ data: expect.stringContaining('orders') as unknown })
  })

  test.each([
    ['wire 0', older],
    ['wire 1', valid],
  ])('an answer in %s that is withdrawn is given again in the same hook, with the same secrets', async (_, request) => {
    const passwords = ['first', 'second']
    const charm = defineCharm({ endpoints: { db: SomeProvider } })
      .when('db.requested', ({ db }) => {
        for (const { request: to, account: username } of db.requests())
          db.provide({ request: to, username, password: passwords.shift() ?? '', endpoints: ['a:1'], tls: true })
      })
      .when('hook:update-status', ({ db }) => {
        for (const { request: given } of db.given()) db.withdraw({ request: given })
      })
    const { model, relation } = await served(request, charm)
    const before = model.databag(relation, 'db')
    await poke(model, 'db/0')
    expect(model.databag(relation, 'db')).toEqual(before)
    expect(secretChanges(model).slice(4)).toEqual(['db revised 2'])
    expect(passwords).toEqual([])
  })

  test('as long as an answer stands, its request is mirrored, for requirers of wire 1 fail over answers without one', async () => {
    const seen: (readonly DatabaseGiven[])[] = []
    const charm = defineCharm({ endpoints: { db: SomeProvider } })
      .when('db.requested', ({ db }) => {
        const [request] = db.requests()
        if (request) db.provide({ request: request.request, username: 'u', password: 'p', endpoints: ['a:1'] })
      })
      .when('db.released', ({ db }) => void seen.push(db.releases()))
    const { model, relation, ask } = await served(valid, charm)
    await ask({ app: { version: 'v1', requests: JSON.stringify([{ resource: 'stock', 'request-id': second }]) } })
    expect(JSON.parse(model.databag(relation, 'db')?.get('data') ?? '')).toEqual({
      [first]: mirrored,
      [second]: { resource: 'stock', 'request-id': second },
    })
    expect(seen.at(-1)).toMatchObject([{ request: `db:0 ${first}`, relation: 'db:0', username: 'u' }])
    expect(model.flags('db/0')).toEqual(['db.joined', 'db.released'])
  })

  test('the answers of one request do not touch those of another', async () => {
    const two = [mirrored, { resource: 'stock', 'request-id': second, salt: 's' }]
    const { model, relation, ask } = await served({ app: { version: 'v1', requests: JSON.stringify(two) } })
    const [before = ''] = /\{[^{]*stock.*\}(?=\])/.exec(model.databag(relation, 'db')?.get('requests') ?? '') ?? []
    await ask({ app: { version: 'v1', requests: JSON.stringify(two.slice(1)) } })
    expect(model.databag(relation, 'db')?.get('requests')).toBe(`[${before}]`)
    expect(secretChanges(model).filter((change) => change.includes('removed'))).toHaveLength(2)
  })

  test('a new leader sees what was given and goes on with it, and followers are not asked', async () => {
    const { model, relation } = await served(older, server(), 2)
    const before = model.databag(relation, 'db')
    expect(model.flags('db/1')).toEqual(['db.joined'])
    model.elect('db/1')
    await model.settle()
    model.configure('db', { password: 'other' })
    await model.settle()
    expect(model.databag(relation, 'db')).toEqual(before)
    expect(secretChanges(model).slice(4)).toContain('db revised 2')
  })
})

describe('what is asked', () => {
  async function asked(writes: Foreign): Promise<readonly DatabaseRequest[]> {
    const seen: (readonly DatabaseRequest[])[] = []
    const charm = defineCharm({ endpoints: { db: SomeProvider } })
    charm.when('db.requested', ({ db }) => void seen.push(db.requests()))
    await served(writes, charm)
    return seen.at(-1) ?? []
  }

  const permissions = [{ resource_name: 'orders', resource_type: 'table', privileges: ['SELECT'] }]
  const common = { relation: 'db:0', application: 'app', database: 'orders' }
  const usual = { extraUserRoles: [], extraGroupRoles: [], externalNodeConnectivity: false, extraSecrets: [] }
  const wish = 'secret:c0000000000000000009'
  const secrets = { [wish]: { 'entity-name': 'wanted', password: 'chosen' } }
  const entity = { type: 'USER', permissions, name: 'wanted', password: 'chosen' }

  test('is the same in both wires', async () => {
    const requests = [
      {
        resource: 'orders',
        'request-id': first,
        'extra-user-roles': 'admin,reader',
        'external-node-connectivity': true,
        'entity-type': 'USER',
        'entity-permissions': permissions,
        'secret-requested-entity': wish,
        'prefix-matching': 'all',
      },
    ]
    const everything = {
      ...{ ...common, ...usual, extraUserRoles: ['admin', 'reader'], externalNodeConnectivity: true },
      ...{ prefixMatching: 'all', entity },
    }
    const app = {
      database: 'orders',
      'requested-secrets': '["username", "more"]',
      'extra-user-roles': 'admin,reader',
      'external-node-connectivity': 'true',
      'entity-type': 'USER',
      'entity-permissions': JSON.stringify(permissions),
      'requested-entity-secret': wish,
      'prefix-matching': 'all',
    }
    expect([
      await asked({ app: { version: 'v1', requests: JSON.stringify(requests) }, secrets }),
      await asked({ app, secrets }),
    ]).toEqual([
      [
        {
          ...everything,
          request: `db:0 ${first}`,
          account: expect.stringMatching(/^relation-0-[0-9a-z]+$/) as unknown,
        },
      ],
      [{ ...everything, request: 'db:0', account: 'relation-0', extraSecrets: ['more'] }],
    ])
  })

  test.each([
    ['lists alone', partners.requires.partial],
    ['a kind of entity that nobody knows', { app: { database: 'orders', 'entity-type': 'ROBOT' } }],
    [
      'the same in wire 1',
      { app: { version: 'v1', requests: '[{"resource": "a", "request-id": "b", "entity-type": "ROBOT"}]' } },
    ],
    ['a wire that nobody knows', { app: { version: 'v2', requests: '[{"resource": "a", "request-id": "b"}]' } }],
    ['a request without an id', { app: { version: 'v1', requests: '[{"resource": "a"}]' } }],
    ['nothing', {}],
  ])('%s is no request', async (_, writes) => {
    expect(await asked(writes)).toEqual([])
  })
})

test('an answer to a request that is gone is dropped', async () => {
  const charm = defineCharm({ endpoints: { db: SomeProvider } }).when('hook:update-status', ({ db }) => {
    db.provide({ request: 'db:7', username: 'u', password: 'p', endpoints: ['a:1'] })
    db.withdraw({ request: 'db:0 nobody' })
  })
  const { model, relation } = await served(older, charm)
  const before = model.databag(relation, 'db')
  await poke(model, 'db/0')
  expect(model.databag(relation, 'db')).toEqual(before)
})
