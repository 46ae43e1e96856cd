import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { services, type Service, type Services } from '../src/index.ts'

// A test is a handful of processes, which a busy machine takes its time to start.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let supervisor: Awaited<ReturnType<typeof startSupervisor>>
let own: Services

beforeEach(async () => {
  supervisor = await startSupervisor()
  supervisor.addUnit('website/0', `127.${supervisor.network}.0.1`)
  own = services('website/0')
})
afterEach(() => supervisor.close())

/** Answers each connection with its process id, its greeting, and the file `page` as it was at the start or last SIGHUP. */
const program = `
  const { existsSync, readFileSync } = require('node:fs')
  const read = () => (existsSync('page') ? readFileSync('page', 'utf8') : '')
  let page = read()
  process.on('SIGHUP', () => (page = read()))
  require('node:net')
    .createServer((connection) => {
      // Who only looks whether it is ready does not stay for the answer.
      connection.on('error', () => {})
      connection.end([process.pid, process.env.GREETING, page].join(' '))
    })
    .listen(8080, process.argv[1])
`
const server = (greeting: string): Service => ({
  command: [process.execPath, '-e', program, own.address],
  env: { GREETING: greeting },
  port: 8080,
})

async function answer(): Promise<{ readonly pid: number; readonly rest: string }> {
  const [pid, ...rest] = (await text(connect(8080, own.address))).split(' ')
  return { pid: Number(pid), rest: rest.join(' ') }
}

/** A signal is dealt with at a time that nobody tells: asks until it is not the old answer, a bounded number of times. */
async function eventually<T>(ask: () => Promise<T>, old: T): Promise<T> {
  for (let attempt = 1; attempt < 1000; attempt += 1) {
    const found = await ask()
    if (found !== old) return found
  }
  return old
}

test('a service answers once it has started, and is started once', async () => {
  await own.start('server', server('hello'))
  const first = await answer()
  await own.start('server', server('hello'))
  expect(await answer()).toEqual({ pid: first.pid, rest: 'hello ' })
})

test('another service under the same name replaces the one that runs', async () => {
  await own.start('server', server('hello'))
  await own.start('server', server('goodbye'))
  expect((await answer()).rest).toBe('goodbye ')
})

test('a service that ended by itself is started again', async () => {
  await own.start('server', server('hello'))
  const { pid } = await answer()
  process.kill(pid, 'SIGKILL')
  const next = await eventually(async () => {
    await own.start('server', server('hello'))
    return (await answer().catch(() => ({ pid }))).pid
  }, pid)
  expect(next).not.toBe(pid)
})

test('reload makes a service read its files again, in the directory of its unit', async () => {
  writeFileSync(join(own.directory, 'page'), 'old')
  await own.start('server', server('hello'))
  writeFileSync(join(own.directory, 'page'), 'new')
  expect((await answer()).rest).toBe('hello old')
  await own.reload('server')
  expect(await eventually(async () => (await answer()).rest, 'hello old')).toBe('hello new')
})

test('a stopped service answers no more, and to stop it again is fine', async () => {
  await own.start('server', server('hello'))
  await own.stop('server')
  await own.stop('server')
  await expect(answer()).rejects.toThrow('ECONNREFUSED')
  await expect(own.reload('server')).rejects.toThrow('does not run')
})

test('temporary files of a service are in a directory of its unit', async () => {
  await own.start('server', {
    command: ['sh', '-c', 'touch "$TMPDIR/made"; exec sleep 60'],
    ready: ['test', '-e', '../tmp/made'],
  })
  expect(existsSync(join(own.directory, '../tmp/made'))).toBe(true)
})

test('where there is neither a supervisor nor a real unit, nothing is run', async () => {
  await supervisor.close()
  expect(() => services('website/0')).toThrow('website/0 cannot run anything')
})

test('a service is ready when its command says so', async () => {
  const ready: Service['ready'] = ['test', '-e', 'made']
  await own.start('server', { command: ['sh', '-c', 'touch made; exec sleep 60'], ready })
  expect(existsSync(join(own.directory, 'made'))).toBe(true)
})

test('a service that fails says why', async () => {
  await expect(own.start('server', { command: ['sh', '-c', 'echo no disk; exit 3'], port: 8080 })).rejects.toThrow(
    'The service "server" of website/0 exited with 3 before it was ready.\nno disk',
  )
})

test('charms in a shell have one way to run their workloads, of which each has a copy', () => {
  const [one, other] = ['shell-website', 'haproxy'].map((charm) =>
    readFileSync(join(import.meta.dirname, '../..', charm, 'handlers/workload'), 'utf8'),
  )
  expect(one).toBe(other)
})
