import { defineCharm, list, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model, type TraceEvent } from '../../src/index.ts'
import { CredentialsProvider, CredentialsRequirer } from '../support/credentials.ts'
import { spied } from '../support/spy.ts'
import { turn } from '../support/turn.ts'

type Change = Extract<TraceEvent, { event: 'secret' }>

/** A server whose account has the configured password, and a client. */
function pair(options: { readonly serverUnits?: number; readonly seed?: number } = {}) {
  const server = defineCharm({ endpoints: { db: CredentialsProvider }, config: { password: text('Of the account.') } })
    .when(['db.requested', 'leader'], ({ db }, hook) => {
      const { password } = hook.config
      if (password === 'none') db.withdraw()
      else db.grant({ username: 'wiki', password })
      given.splice(0, given.length, ...db.given())
    })
    .when('db.requested', ({ db }, hook) => {
      db.hand(`token of ${hook.unit}`)
    })
  const seen: unknown[] = []
  const changes: unknown[] = []
  const given: unknown[] = []
  const client = defineCharm({ endpoints: { server: CredentialsRequirer } })
    .when('server.available', ({ server: db }) => {
      seen.splice(0, seen.length, db.accounts(), db.tokens())
    })
    .when('server.changed.account', (_, hook) => void changes.push(...hook.changes('server').map(({ kind }) => kind)))
  const model = new Model({ seed: options.seed ?? 0 })
  model.deploy('db', { charm: server, config: { password: 'first-password' }, units: options.serverUnits ?? 1 })
  model.deploy('wiki', { charm: client })
  const relation = model.relate('db', 'wiki')
  const secrets = (): readonly unknown[] =>
    model.trace
      .filter((event): event is Change => event.event === 'secret')
      .map(({ owner, change, revision }) => [owner, change, ...(revision === undefined ? [] : [revision])].join(' '))
  return { model, relation, seen, given, changes, secrets }
}

test('content travels as a secret, and is in no databag, state or trace', async () => {
  const { model, relation, seen, given, secrets } = pair()
  await model.settle()
  expect(seen).toEqual([[{ username: 'wiki', password: 'first-password' }], ['token of db/0']])
  expect(given).toEqual([{ username: 'wiki', password: 'first-password' }])
  expect(secrets()).toEqual(['db added 1', 'db/0 added 1', 'db granted', 'db/0 granted'])
  expect(model.databag(relation, 'db')?.get('account')).toBe('secret:d0000000000000000001')
  expect(JSON.stringify(model.trace)).not.toContain('first-password')
})

test('content that is given again as it was is not even set: that it makes no revision is not left to Juju', async () => {
  const server = defineCharm({ endpoints: { db: CredentialsProvider }, config: { password: text('Of the account.') } })
  server.when(['db.requested', 'leader'], ({ db }, hook) =>
    db.grant({ username: 'wiki', password: hook.config.password }),
  )
  const spy = spied(server)
  const model = new Model()
  model.deploy('db', { ...spy.deployment, config: { password: 'first-password' } })
  model.deploy('wiki', { charm: defineCharm({ endpoints: { server: CredentialsRequirer } }) })
  model.relate('db', 'wiki')
  await model.settle()
  await turn(model, 'db/0')
  const again = [...spy.writes]
  model.configure('db', { password: 'other-password' })
  await model.step('db/0')
  const content = new Map(Object.entries({ username: 'wiki', password: 'other-password' }))
  expect([again, spy.writes]).toEqual([[], [['secretSet', 'secret:d0000000000000000001', content]]])
})

test('a side reads what it has just given in the same hook, before there is a secret', async () => {
  const given: unknown[] = []
  const server = defineCharm({ endpoints: { db: CredentialsProvider } })
  server.when('hook:db-relation-created', ({ db }) => {
    db.grant({ username: 'wiki', password: 'of-the-application' })
    given.push(db.given())
  })
  const model = new Model()
  model.deploy('db', { charm: server })
  model.deploy('wiki', { charm: defineCharm({ endpoints: { server: CredentialsRequirer } }) })
  model.relate('db', 'wiki')
  await model.settle()
  expect(given).toEqual([[{ username: 'wiki', password: 'of-the-application' }]])
})

test('equal content makes no new revision, and a quiet hook writes nothing', async () => {
  const { model, secrets } = pair()
  await model.settle()
  const before = model.trace.length
  for (const unit of ['db/0', 'wiki/0', 'db/0']) await turn(model, unit)
  await model.settle()
  expect(model.trace.slice(before).map(({ event }) => event)).toEqual([
    'trigger',
    'hook',
    'trigger',
    'hook',
    'trigger',
    'hook',
  ])
  expect(secrets()).toHaveLength(4)
})

test('new content is a new revision of the same secret; the other side sees it, and its old revision goes when it has', async () => {
  const { model, relation, seen, changes, secrets } = pair()
  await model.settle()
  model.configure('db', { password: 'second-password' })
  await model.settle()
  expect(seen[0]).toEqual([{ username: 'wiki', password: 'second-password' }])
  expect(changes).toEqual(['added', 'changed'])
  await turn(model, 'db/0')
  await model.settle()
  expect(secrets().slice(4)).toEqual(['db revised 2', 'db removed 1'])
  expect(model.databag(relation, 'db')?.get('account')).toBe('secret:d0000000000000000001')
})

test('a secret that is not granted yet reads as absent, and is seen when it is', async () => {
  const seen: unknown[] = []
  const client = defineCharm({ endpoints: { server: CredentialsRequirer } }).when(
    'hook:update-status',
    ({ server }) => {
      seen.push(server.joined, server.invalid, server.accounts())
    },
  )
  const model = new Model()
  model.deploy('db', {
    program: async (tools) => {
      if (tools.context.hook !== 'update-status') return { ran: [], flags: [], steps: [] }
      const [id = ''] = await tools.relationIds('db')
      const granting = (await tools.relationGet(id, 'db'))?.get('account')
      if (granting !== undefined) await tools.secretGrant(granting, id)
      else {
        const content = new Map([
          ['username', 'wiki'],
          ['password', 'late-password'],
        ])
        const uri = await tools.secretAdd({ owner: 'app', label: 'late', content })
        await tools.relationSet(id, 'app', new Map([['account', uri]]))
      }
      return { ran: [], flags: [], steps: [] }
    },
    metadata: { provides: { db: 'credentials' } },
  })
  model.deploy('wiki', { charm: client })
  model.relate('db', 'wiki')
  await model.settle()
  for (const unit of ['db/0', 'wiki/0', 'db/0', 'wiki/0']) {
    await turn(model, unit)
    await model.settle()
  }
  expect(seen).toEqual([true, false, [], true, false, [{ username: 'wiki', password: 'late-password' }]])
})

test('what is withdrawn is removed, and so is everything when the relation ends', async () => {
  const { model, relation, secrets } = pair()
  await model.settle()
  model.configure('db', { password: 'none' })
  await model.settle()
  expect(secrets().slice(4)).toEqual(['db removed'])
  model.configure('db', { password: 'third-password' })
  await model.settle()
  model.removeRelation(relation)
  await model.settle()
  expect(secrets().slice(5)).toEqual(['db added 1', 'db granted', 'db/0 removed', 'db removed'])
})

test('who comes to lead after a relation has ended for the last leader does not remove its secrets again', async () => {
  const server = defineCharm({ endpoints: { db: CredentialsProvider } })
  server.when(['leader', 'hook:db-relation-joined'], ({ db }) => {
    db.grant({ username: 'wiki', password: 'of-the-application' })
  })
  const model = new Model()
  model.deploy('db', { charm: server, units: 2 })
  model.deploy('wiki', { charm: defineCharm({ endpoints: { server: CredentialsRequirer } }) })
  const relation = model.relate('db', 'wiki')
  await model.settle()
  model.removeRelation(relation)
  while ((await model.step('db/0'))?.hook !== 'db-relation-broken') continue
  model.elect('db/1')
  await model.settle()
  const changes = model.trace.flatMap((event) => (event.event === 'secret' ? [event.change] : []))
  expect(changes).toEqual(['added', 'granted', 'removed'])
})

test('a unit that leaves takes its own secrets along and leaves those of its application', async () => {
  const { model, seen, secrets } = pair({ serverUnits: 2 })
  await model.settle()
  model.removeUnit('db/0')
  await model.settle()
  await turn(model, 'wiki/0')
  expect(seen).toEqual([[{ username: 'wiki', password: 'first-password' }], ['token of db/1']])
  expect(secrets().filter((change) => String(change).includes('removed'))).toEqual(['db/0 removed'])
})

test('the next leader goes on with the secrets of the last one, and old revisions go with who read them', async () => {
  const { model, seen, secrets } = pair({ serverUnits: 2 })
  await model.settle()
  model.elect('db/1')
  model.configure('db', { password: 'new-leader' })
  await model.settle()
  expect(seen[0]).toEqual([{ username: 'wiki', password: 'new-leader' }])
  // Juju counts the former leader among those who read the old revision.
  model.removeUnit('db/0')
  await model.settle()
  await turn(model, 'db/1')
  await model.settle()
  expect(secrets().filter((change) => String(change).startsWith('db '))).toEqual([
    'db added 1',
    'db granted',
    'db revised 2',
    'db removed 1',
  ])
})

test('several secrets in one text are kept apart by name, and each lives as long as the text names it', async () => {
  const passwords = { a: 'password-of-a', ab: 'password-of-ab' }
  const given: unknown[] = []
  const server = defineCharm({
    endpoints: { db: CredentialsProvider },
    config: { names: list('Who.', { optional: true }) },
  })
  server.when(['db.requested', 'leader'], ({ db }, hook) => {
    db.grant({ username: 'wiki', password: 'of-the-application' })
    const { names = [] } = hook.config
    db.grantExtra(Object.fromEntries(Object.entries(passwords).filter(([name]) => names.includes(name))))
    given.splice(0, given.length, ...db.givenExtra())
  })
  const seen: unknown[] = []
  const client = defineCharm({ endpoints: { server: CredentialsRequirer } })
  client.when('server.available', ({ server: db }) => void seen.splice(0, seen.length, ...db.extra()))
  const model = new Model()
  model.deploy('db', { charm: server, config: { names: 'a,ab' } })
  model.deploy('wiki', { charm: client })
  const relation = model.relate('db', 'wiki')
  await model.settle()
  const ready = (username: 'a' | 'ab'): unknown => {
    return { state: 'ready', data: { username, password: passwords[username] }, rejected: [] }
  }
  expect(seen).toEqual([ready('a'), ready('ab')])
  expect(given).toEqual([ready('a'), ready('ab')])
  const kept = model.databag(relation, 'db')?.get('extra')
  expect(kept).toMatch(
    /^\[\{"name":"a","secret":"secret:[0-9a-z]{20}"\},\{"name":"ab","secret":"secret:[0-9a-z]{20}"\}\]$/,
  )
  model.configure('db', { names: 'ab' })
  await model.settle()
  expect(seen).toEqual([ready('ab')])
  expect(kept).toContain(model.databag(relation, 'db')?.get('extra')?.slice(1, -1))
  const removed = model.trace.filter((event) => event.event === 'secret' && event.change === 'removed')
  expect(removed).toHaveLength(1)
})
