import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { PostgresqlClientRequirer, type Database } from '@interlayer/interface-postgresql_client'
import { defineCharm } from '@interlayer/runtime'
import type { Model, Program } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { expect, onTestFinished, test } from 'vitest'
import postgresql from '../src/charm.ts'
import { programPath } from '../src/postgresql.ts'

// These need PostgreSQL, of the Debian package postgresql.

const active = { workload: 'active', message: '', agent: 'idle' } as const
const psql = programPath
  .split(delimiter)
  .map((directory) => join(directory, 'psql'))
  .find((file) => existsSync(file))

interface Account {
  readonly uri: string
  readonly password: string
}

/** What PostgreSQL answers to an account; its complaint where it refuses. */
async function query({ uri, password }: Account, statement: string): Promise<string> {
  const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', `--command=${statement}`, uri]
  const env = { PGPASSWORD: password, PGCONNECT_TIMEOUT: '10', LC_ALL: 'C' }
  return promisify(execFile)(psql ?? 'psql', args, { env }).then(
    ({ stdout }) => stdout.trim(),
    (error: unknown) => (error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)),
  )
}

function accountOf({ uris, password }: Pick<Database, 'uris' | 'password'>): Account {
  return { uri: (uris ?? '').replace(`:${password}@`, '@'), password }
}

/** A client that remembers what it knows. */
function client(known: Map<string, readonly Database[]>, database = 'orders') {
  return defineCharm({ endpoints: { storage: PostgresqlClientRequirer } })
    .when('storage.unasked', ({ storage }) => {
      storage.request({ database })
    })
    .when({ all: [] }, ({ storage }, { unit }) => void known.set(unit, storage.databases()))
}

async function deployed(): Promise<{ readonly model: Model; readonly known: Map<string, readonly Database[]> }> {
  const supervisor = await startSupervisor()
  onTestFinished(() => supervisor.close())
  const model = supervisor.model()
  const known = new Map<string, readonly Database[]>()
  model.deploy('postgresql', { charm: postgresql })
  await model.settle()
  expect(model.status('postgresql/0')).toEqual(active)
  return { model, known }
}

test('an account that was granted over the relation logs in, shares its database with the next one, and is gone after the relation', async () => {
  const { model, known } = await deployed()
  model.deploy('shop', { charm: client(known), units: 2 })
  const relation = model.relate('shop', 'postgresql')
  await model.settle()
  const [account] = (known.get('shop/1') ?? []).map(accountOf)
  if (account === undefined) throw new Error('The shop has no account.')
  expect(known.get('shop/0')).toEqual(known.get('shop/1'))
  expect(await query(account, 'CREATE TABLE goods (name text)')).toBe('')
  expect(await query(account, "INSERT INTO goods VALUES ('tea') RETURNING name")).toBe('tea')
  expect(JSON.stringify(model.trace)).not.toContain(account.password)
  model.removeRelation(relation)
  await model.settle()
  expect(await query(account, 'SELECT 1')).toContain('password authentication failed')
  model.relate('shop', 'postgresql')
  await model.settle()
  const [next] = (known.get('shop/0') ?? []).map(accountOf)
  expect(await query(next ?? account, 'SELECT name FROM goods')).toBe('tea')
})

test('an account is good for its own database only', async () => {
  const { model, known } = await deployed()
  model.deploy('shop', { charm: client(known) })
  model.deploy('wiki', { charm: client(known, 'pages') })
  for (const name of ['shop', 'wiki']) model.relate(name, 'postgresql')
  await model.settle()
  const [account] = (known.get('wiki/0') ?? []).map(accountOf)
  const intruder = { password: account?.password ?? '', uri: account?.uri.replace('/pages', '/orders') ?? '' }
  expect(await query(intruder, 'SELECT 1')).toContain('permission denied for database "orders"')
})

/** A requirer of wire 1, which remembers what is in the secrets of its accounts. */
function young(requests: () => readonly object[], accounts: Account[]): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('storage')) {
      const texts = { version: 'v1', requests: JSON.stringify(requests()) }
      await tools.relationSet(id, 'app', new Map(Object.entries(texts)))
      const answers = (await tools.relationGet(id, 'postgresql'))?.get('requests') ?? ''
      for (const [, uri = ''] of answers.matchAll(/"secret-user": "(secret:[0-9a-z]{20})"/g)) {
        const content = await tools.secretGet(uri, true)
        const [uris, password = ''] = [content?.get('uris'), content?.get('password')]
        if (content !== undefined) accounts.push(accountOf({ uris, password }))
      }
    }
    return { ran: [], flags: [], steps: [] }
  }
}

test('a requirer of wire 1 has an account for each request, and one that it takes back is gone while the other stays', async () => {
  const { model } = await deployed()
  const accounts: Account[] = []
  const both = ['orders', 'stock'].map((resource, index) => ({ resource, 'request-id': `request${String(index)}` }))
  let requests: readonly object[] = both
  const program = young(() => requests, accounts)
  model.deploy('young', { program, metadata: { requires: { storage: 'postgresql_client' } } })
  model.relate('young', 'postgresql')
  await model.settle()
  const [orders, stock] = accounts.slice(-2)
  if (orders === undefined || stock === undefined) throw new Error('The two accounts are not there.')
  expect(await query(orders, 'SELECT current_database()')).toBe('orders')
  expect(await query(stock, 'SELECT current_database()')).toBe('stock')
  requests = both.slice(1)
  model.trigger('young/0', 'update-status')
  await model.settle()
  expect(await query(orders, 'SELECT 1')).toContain('password authentication failed')
  expect(await query(stock, 'SELECT 1')).toBe('1')
})
