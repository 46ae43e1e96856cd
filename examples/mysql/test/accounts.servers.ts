import { MysqlClientRequirer, type Database } from '@interlayer/interface-mysql_client'
import { defineCharm } from '@interlayer/runtime'
import type { Model, Program } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { createConnection } from 'mysql2/promise'
import { expect, onTestFinished, test } from 'vitest'
import mysql from '../src/charm.ts'

// These need MariaDB, of the Debian packages mariadb-server-core and mariadb-client-core.

type Known = Map<string, readonly Database[]>

/** A client that asks for the database `orders` and remembers what it knows. */
function client(known: Known) {
  return defineCharm({ endpoints: { storage: MysqlClientRequirer } })
    .when('storage.unasked', ({ storage }) => {
      storage.request({ database: 'orders' })
    })
    .when({ all: [] }, ({ storage }, { unit }) => void known.set(unit, storage.databases()))
}

async function deployed(): Promise<Model> {
  const supervisor = await startSupervisor()
  onTestFinished(() => supervisor.close())
  const model = supervisor.model()
  model.deploy('mysql', { charm: mysql })
  await model.settle()
  expect(model.status('mysql/0').workload).toBe('active')
  return model
}

const denied = { code: expect.stringMatching(/^ER_ACCESS_DENIED/) as unknown }

test('an account that was granted over the relation logs in, and is gone after the relation, open connections too', async () => {
  const known: Known = new Map()
  const model = await deployed()
  model.deploy('shop', { charm: client(known), units: 2 })
  const relation = model.relate('shop', 'mysql:database')
  await model.settle()
  const [{ username, password, uris = '' } = { username: '', password: '' }] = known.get('shop/1') ?? []
  expect(known.get('shop/0')).toEqual(known.get('shop/1'))
  expect(username).toBe('relation-0')
  expect(JSON.stringify(model.trace)).not.toContain(password)
  const connection = await createConnection(uris)
  const ended = new Promise((resolve) => connection.on('error', resolve))
  await connection.query('CREATE TABLE goods (name TEXT)')
  await connection.query("INSERT INTO goods VALUES ('tea')")
  model.removeRelation(relation)
  await model.settle()
  await expect(ended).resolves.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
  await expect(createConnection(uris)).rejects.toMatchObject(denied)
  model.relate('shop', 'mysql:database')
  await model.settle()
  const next = await createConnection(known.get('shop/0')?.[0]?.uris ?? '')
  expect((await next.query('SELECT name FROM goods'))[0]).toEqual([{ name: 'tea' }])
  await next.end()
})

/** A requirer of wire 1, which remembers the URIs of its accounts. */
function young(requests: () => readonly object[], uris: string[]): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('storage')) {
      const texts = { version: 'v1', requests: JSON.stringify(requests()) }
      await tools.relationSet(id, 'app', new Map(Object.entries(texts)))
      const answers = (await tools.relationGet(id, 'mysql'))?.get('requests') ?? ''
      for (const [, uri = ''] of answers.matchAll(/"secret-user": "(secret:[0-9a-z]{20})"/g))
        uris.push((await tools.secretGet(uri, true))?.get('uris') ?? '')
    }
    return { ran: [], flags: [], steps: [] }
  }
}

test('a requirer of wire 1 has an account for each request, and one that it takes back is gone while the other stays', async () => {
  const model = await deployed()
  const uris: string[] = []
  const both = ['orders', 'stock'].map((resource, index) => ({ resource, 'request-id': `request${String(index)}` }))
  let requests: readonly object[] = both
  const metadata = { requires: { storage: 'mysql_client' } }
  model.deploy('young', { program: young(() => requests, uris), metadata })
  model.relate('young', 'mysql:database')
  await model.settle()
  const [orders = '', stock = ''] = uris.slice(-2)
  await (await createConnection(orders)).end()
  await (await createConnection(stock)).end()
  requests = both.slice(1)
  model.trigger('young/0', 'update-status')
  await model.settle()
  await expect(createConnection(orders)).rejects.toMatchObject(denied)
  await (await createConnection(stock)).end()
})
