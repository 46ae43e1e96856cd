import { defineCharm } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { CredentialsProvider, CredentialsRequirer, type Account } from '../support/credentials.ts'
import { turn } from '../support/turn.ts'

type Does = (db: CredentialsProvider) => void

const account: Account = { username: 'wiki', password: 'first-password' }

/** A server that does in each hook of its own what it is told, and a client. */
async function pair() {
  const next: { does: Does } = {
    does: (db) => {
      db.grant(account)
    },
  }
  const server = defineCharm({ endpoints: { db: CredentialsProvider } })
  server.when('hook:update-status', ({ db }) => {
    next.does(db)
  })
  const seen: unknown[] = []
  const client = defineCharm({ endpoints: { server: CredentialsRequirer } })
  client.when('server.available', ({ server: db }) => void seen.splice(0, seen.length, ...db.accounts(), ...db.extra()))
  const model = new Model()
  model.deploy('db', { charm: server })
  model.deploy('wiki', { charm: client })
  const relation = model.relate('db', 'wiki')
  await model.settle()
  /** What Juju hears when the server does this, and the client after it. */
  const doing = async (does: Does): Promise<readonly string[]> => {
    next.does = does
    const before = model.trace.length
    await turn(model, 'db/0')
    await model.settle()
    await turn(model, 'wiki/0')
    return model.trace.slice(before).flatMap((event) => {
      if (event.event === 'databag') return [event.key]
      return event.event === 'secret' ? [[event.change, event.revision ?? []].flat().join(' ')] : []
    })
  }
  return { doing, seen, databag: (key: string) => model.databag(relation, 'db')?.get(key) }
}

test('what is taken back and given again in one hook is the same secret, and nothing is written where it is the same', async () => {
  const { doing, seen, databag } = await pair()
  expect(
    await doing((db) => {
      db.grant(account)
    }),
  ).toEqual(['added 1', 'granted', 'account'])
  const uri = databag('account')
  const again = await doing((db) => {
    db.withdraw()
    db.grant(account)
  })
  expect(again).toEqual([])
  const changed = await doing((db) => {
    db.withdraw()
    db.grant({ ...account, password: 'second-password' })
  })
  expect([changed, databag('account'), seen]).toEqual([
    ['revised 2'],
    uri,
    [{ username: 'wiki', password: 'second-password' }],
  ])
})

test('so are several in one text, each by its name, and one that is not given again goes', async () => {
  const { doing, seen, databag } = await pair()
  const ready = (username: string, password: string): unknown => {
    return { state: 'ready', data: { username, password }, rejected: [] }
  }
  await doing((db) => {
    db.grant(account)
    db.grantExtra({ a: 'password-of-a', b: 'password-of-b', c: 'password-of-c' })
  })
  const before = databag('extra')
  const changed = await doing((db) => {
    db.withdraw()
    db.grant(account)
    db.grantExtra({ a: 'password-of-a', c: 'another-of-c', d: 'password-of-d' })
  })
  expect([...changed].sort()).toEqual(['added 1', 'extra', 'granted', 'removed', 'revised 2'])
  const [a, , c] = before?.match(/secret:\w+/g) ?? []
  expect(databag('extra')).toMatch(
    `[{"name":"a","secret":"${String(a)}"},{"name":"c","secret":"${String(c)}"},{"name":"d","secret":"secret:`,
  )
  expect(seen).toEqual([account, ready('a', 'password-of-a'), ready('c', 'another-of-c'), ready('d', 'password-of-d')])
})

test('a name may have any characters, and one that nobody names is not made, though another one begins like it', async () => {
  const { doing, seen } = await pair()
  const names = { ab: 'password-1', 'say "ö"\\': 'password-2', '🔑': 'password-3' }
  const changed = await doing((db) => {
    db.grantExtra({ a: 'nobody-names-it' })
    db.grant(account)
    db.grantExtra(names)
  })
  expect(changed.filter((change) => change === 'added 1')).toHaveLength(4)
  expect(seen.slice(1)).toMatchObject(
    Object.entries(names).map(([username, password]) => ({ state: 'ready', data: { username, password } })),
  )
})
