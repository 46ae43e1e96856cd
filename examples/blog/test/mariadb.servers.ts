import mysql from '@interlayer/example-mysql'
import { MysqlRequirer } from '@interlayer/interface-mysql'
import { defineCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import type { Model, Program, RelationView } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { createConnection } from 'mysql2/promise'
import { expect, onTestFinished, test } from 'vitest'
import blog from '../src/charm.ts'

// These need MariaDB, of the Debian packages mariadb-server-core and mariadb-client-core.

const active = { workload: 'active', message: '', agent: 'idle' } as const
const hello = { title: 'Grüße 🙂', text: 'from the first unit' }
const jujuKeys = ['egress-subnets', 'ingress-address', 'private-address']

async function newModel(): Promise<Model> {
  const supervisor = await startSupervisor()
  onTestFinished(() => supervisor.close())
  return supervisor.model()
}

/** Two units of a blog, on the leader of two units of MySQL. */
async function deploy(): Promise<{ readonly model: Model; readonly relation: RelationView }> {
  const model = await newModel()
  model.deploy('mysql', { charm: mysql, units: 2 })
  model.deploy('blog', { charm: blog, units: 2 })
  const relation = model.relate('blog', 'mysql')
  await model.settle()
  expect(['mysql/0', 'blog/0', 'blog/1'].map((unit) => model.status(unit))).toEqual([active, active, active])
  return { model, relation }
}

function urlOf(model: Model, unit: string): string {
  return `http://${model.units.find(({ name }) => name === unit)?.address ?? ''}:8080`
}

async function post(url: string, body: URLSearchParams | string): Promise<number> {
  const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
  return (await fetch(`${url}/posts`, { method: 'POST', body, headers, redirect: 'manual' })).status
}

/** The page, as far as it differs between units and times: titles, texts, unit. */
async function read(url: string): Promise<readonly string[]> {
  const page = await (await fetch(url)).text()
  return [...page.matchAll(/<h2>(.*?)<\/h2>|<p>(.*?)<\/p>|Served by (\S+)</g)].map(([, ...parts]) => parts.join(''))
}

/** How a client connects to what the leader provides. */
function accountIn(model: Model, relation: RelationView) {
  const {
    host = '',
    port,
    user = '',
    password = '',
    database = '',
  } = Object.fromEntries(model.databag(relation, 'mysql/0') ?? [])
  return { host, port: Number(port), user, password, database }
}

test('a post to one unit is read from the other', async () => {
  const { model } = await deploy()
  const [first, second] = [urlOf(model, 'blog/0'), urlOf(model, 'blog/1')]
  expect(await read(second)).toEqual(['blog/1'])
  expect(await post(first, new URLSearchParams(hello))).toBe(303)
  expect(await post(second, JSON.stringify({ title: 'Second', text: 'as JSON' }))).toBe(303)
  expect(await read(first)).toEqual(['Second', 'as JSON', hello.title, hello.text, 'blog/0'])
  expect(await read(second)).toEqual(['Second', 'as JSON', hello.title, hello.text, 'blog/1'])
})

test('the leader alone provides, and the password is in no trace', async () => {
  const { model, relation } = await deploy()
  const { password, ...account } = accountIn(model, relation)
  expect(account).toEqual({ host: model.units[0]?.address, port: 3306, user: 'db-0', database: 'blog' })
  expect([...(model.databag(relation, 'mysql/1')?.keys() ?? [])]).toEqual(jujuKeys)
  expect(password).toMatch(/^[0-9a-f]{48}$/)
  expect(JSON.stringify(model.trace)).not.toContain(password)
})

test('the account ends with the relation, connections and all; the posts are there for the next relation', async () => {
  const { model, relation } = await deploy()
  await post(urlOf(model, 'blog/0'), new URLSearchParams(hello))
  const account = accountIn(model, relation)
  const connection = await createConnection(account)
  const ended = new Promise((resolve) => connection.on('error', resolve))
  model.removeRelation(relation)
  await model.settle()
  await expect(createConnection(account)).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' })
  await expect(ended).resolves.toMatchObject({ code: 'PROTOCOL_CONNECTION_LOST' })
  model.relate('blog', 'mysql')
  await model.settle()
  expect(await read(urlOf(model, 'blog/1'))).toEqual([hello.title, hello.text, 'blog/1'])
})

test('an account is good for its own database only', async () => {
  const { model, relation } = await deploy()
  const connection = await createConnection(accountIn(model, relation))
  await expect(connection.query('SELECT user FROM mysql.user')).rejects.toMatchObject({
    code: 'ER_TABLEACCESS_DENIED_ERROR',
  })
  await connection.end()
  const { host, port } = accountIn(model, relation)
  await expect(createConnection({ host, port, user: 'root' })).rejects.toMatchObject({
    code: 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  })
})

test('another port of the server reaches the blog, and its posts are kept', async () => {
  const { model, relation } = await deploy()
  await post(urlOf(model, 'blog/0'), new URLSearchParams(hello))
  model.configure('mysql', { port: 3307 })
  await model.settle()
  expect(accountIn(model, relation).port).toBe(3307)
  expect(await read(urlOf(model, 'blog/1'))).toEqual([hello.title, hello.text, 'blog/1'])
})

test('a hook that fails after the account was made sets its password again', async () => {
  const model = await newModel()
  const failures: string[] = []
  const program: Program = async (tools) => {
    const report = await runHook(mysql, tools)
    const made = report.ran.some((handler) => handler.includes('db.requested'))
    if (made && failures.push(tools.context.hook) === 1) throw new Error('The machine lost power.')
    return report
  }
  model.deploy('mysql', { program, metadata: { provides: { db: 'mysql' }, config: { options: {} } } })
  model.deploy('blog', { charm: blog })
  const relation = model.relate('blog', 'mysql')
  await model.settle()
  expect(failures).toHaveLength(2)
  await (await createConnection(accountIn(model, relation))).end()
  expect(await read(urlOf(model, 'blog/0'))).toEqual(['blog/0'])
})

test('a request that cannot be granted is named, and keeps nobody else waiting', async () => {
  const picky = defineCharm({ endpoints: { database: MysqlRequirer } }).when(
    'hook:database-relation-created',
    ({ database }) => {
      database.request({ encoding: 'klingon' })
    },
  )
  const { model } = await deploy()
  model.deploy('picky', { charm: picky })
  model.relate('picky', 'mysql')
  await model.settle()
  model.deploy('other-blog', { charm: blog })
  model.relate('other-blog', 'mysql')
  await model.settle()
  expect(model.status('mysql/0')).toEqual({
    workload: 'blocked',
    message: 'picky asks for another character set than ascii, latin1, utf8, utf8mb3, utf8mb4',
    agent: 'idle',
  })
  expect(model.status('other-blog/0')).toEqual(active)
  expect(model.flags('picky/0')).toEqual(['database.connected', 'database.joined'])
})
