import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '@interlayer/example-services'
import { HttpRequirer } from '@interlayer/interface-http'
import { MysqlProvider } from '@interlayer/interface-mysql'
import { boolean, defineCharm } from '@interlayer/runtime'
import { readCharmDirectory, type Model, type RelationView } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { expect, onTestFinished, test } from 'vitest'
import blog from '../src/charm.ts'

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})
const proxy = defineCharm({ endpoints: { reverseproxy: HttpRequirer } })

/** Names a database, once it is told to, at a port where nothing listens; each unit another. */
const mysql = defineCharm({
  endpoints: { db: MysqlProvider },
  config: { answers: boolean('Whether requests are answered.', { default: false }) },
}).when('db.requested', ({ db }, hook) => {
  const account = { user: hook.unit, password: 'correct horse' }
  for (const { relation } of hook.config.answers ? db.requests() : []) {
    db.provide({ relation, database: 'blog', host: '127.0.0.1', port: 1, ...account })
  }
})

interface Deployment {
  readonly model: Model
  readonly website: RelationView
  readonly database: RelationView
}

/** A blog between a proxy and databases. */
async function deploy({ answers = true, databases = 1 } = {}): Promise<Deployment> {
  const supervisor = await startSupervisor()
  onTestFinished(() => supervisor.close())
  const model = supervisor.model()
  model.deploy('blog', { charm: blog, metadata })
  model.deploy('proxy', { charm: proxy })
  model.deploy('mysql', { charm: mysql, units: databases, config: { answers } })
  const relations = { website: model.relate('blog', 'proxy'), database: model.relate('blog', 'mysql') }
  await model.settle()
  return { model, ...relations }
}

const addressOf = (model: Model): string | undefined => model.units.find(({ name }) => name === 'blog/0')?.address
const portOf = ({ model, website }: Deployment): string | undefined => model.databag(website, 'blog/0')?.get('port')
const get = async (model: Model, port: number): Promise<number> =>
  (await fetch(`http://${addressOf(model) ?? ''}:${port}/`)).status

test('before its database is there, the blog waits, and tells nobody where it is', async () => {
  const { model, ...relations } = await deploy({ answers: false })
  expect(model.status('blog/0')).toEqual({ workload: 'waiting', message: 'for the database', agent: 'idle' })
  expect(portOf({ model, ...relations })).toBeUndefined()
  await expect(get(model, 8080)).rejects.toThrow('fetch failed')
  model.configure('mysql', { answers: true })
  await model.settle()
  expect(model.status('blog/0')).toEqual({ workload: 'active', message: '', agent: 'idle' })
  expect(portOf({ model, ...relations })).toBe('8080')
})

test('with its database the blog runs; a database that does not answer is no crash', async () => {
  const { model } = await deploy()
  expect(await get(model, 8080)).toBe(503)
})

test('when the database is gone, the blog takes its address back and stops', async () => {
  const { model, website, database } = await deploy()
  model.removeRelation(database)
  await model.settle()
  expect(model.status('blog/0')).toEqual({ workload: 'blocked', message: 'relate a MySQL database', agent: 'idle' })
  expect(model.flags('blog/0')).toEqual(['website.available', 'website.joined'])
  expect(portOf({ model, website, database })).toBeUndefined()
  await expect(get(model, 8080)).rejects.toThrow('fetch failed')
})

test('another port is served, then published', async () => {
  const { model, ...relations } = await deploy()
  model.configure('blog', { port: 8081 })
  await model.settle()
  expect(portOf({ model, ...relations })).toBe('8081')
  expect(await get(model, 8081)).toBe(503)
  await expect(get(model, 8080)).rejects.toThrow('fetch failed')
})

test('databases that contradict each other are none', async () => {
  const { model, ...relations } = await deploy({ databases: 2 })
  expect(model.status('blog/0')).toEqual({
    workload: 'blocked',
    message: 'the units of the database name different ones: keep one of them',
    agent: 'idle',
  })
  expect(portOf({ model, ...relations })).toBeUndefined()
})

test('what is no post is refused before the database is asked', async () => {
  const { model } = await deploy()
  const post = async (body: string, type: string): Promise<string> => {
    const headers = { 'content-type': type }
    const response = await fetch(`http://${addressOf(model) ?? ''}:8080/posts`, { method: 'POST', body, headers })
    return `${response.status} ${await response.text()}`
  }
  const form = 'application/x-www-form-urlencoded'
  const incomplete = '400 A post has a "title" and a "text".\n'
  expect(await post('title=Hello', form)).toBe(incomplete)
  expect(await post('title=&text=Hello', form)).toBe(incomplete)
  expect(await post('{"title":1,"text":"Hello"}', 'application/json')).toBe(incomplete)
  expect(await post('{', 'application/json')).toBe(incomplete)
  expect(await post(`title=${'a'.repeat(201)}&text=Hello`, form)).toBe('400 A title has at most 200 characters.\n')
  expect(await post(`title=a&text=${'a'.repeat(65_536)}`, form)).toBe('400 A text has at most 65535 bytes.\n')
  expect(await post('a'.repeat(300_000), form)).toBe('400 A request says its length, at most 262140 bytes.\n')
  expect(await post('title=Hello&text=World', form)).toBe('503 The database does not answer: try again later.\n')
})

test('the password is in a file that nobody else may read, and on no command line', async () => {
  await deploy()
  expect(readFileSync(settingsFile(), 'utf8')).toContain('correct horse')
  expect(statSync(settingsFile()).mode & 0o777).toBe(0o600)
  expect(servers()).toHaveLength(1)
  expect(processes().filter(({ command }) => command.includes('correct horse'))).toEqual([])
})

test('a server that died is started again by the next update-status', async () => {
  const { model } = await deploy()
  for (const { id } of servers()) {
    process.kill(id, 'SIGKILL')
    await expect.poll(() => existsSync(`/proc/${id}`)).toBe(false)
  }
  await expect(get(model, 8080)).rejects.toThrow('fetch failed')
  model.trigger('blog/0', 'update-status')
  await model.settle()
  expect(await get(model, 8080)).toBe(503)
})

test('charmcraft.yaml declares the options that the code reads', () => {
  const options = Object.entries(blog.config).map(([name, { description, options }]) => {
    return [name, { type: 'int', description, default: options.default }]
  })
  expect(metadata.config?.options).toEqual(Object.fromEntries(options))
})

function settingsFile(): string {
  return join(services('blog/0').directory, 'settings.json')
}

interface Process {
  readonly id: number
  readonly command: string
}

/** The servers of the blog that run. */
function servers(): readonly Process[] {
  return processes().filter(({ command }) => command.includes(settingsFile()))
}

/** The processes of this machine. */
function processes(): readonly Process[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.map((id) => ({ id: Number(id), command: commandOf(id) }))
}

function commandOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return 'ended'
  }
}
