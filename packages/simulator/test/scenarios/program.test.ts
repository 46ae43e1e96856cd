import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Provider,
  Requirer,
  all,
  defineCharm,
  defineInterface,
  text,
  type Contract,
  type Params,
} from '@interlayer/runtime'
import { program } from '@interlayer/runtime/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { attempt } from '../support/turn.ts'

const database = defineInterface({
  name: 'database',
  wire: 0,
  summary: 'A database by its address.',
  provides: { unit: { address: text('Where it is.') } },
  requires: {
    unit: { word: text('What the client says.', { optional: true }) },
    flags: { ready: 'The address is known.' },
    methods: {
      address: { summary: 'Where the database is.' },
      say: { summary: 'Says a word.', params: { word: text('The word.') } },
    },
  },
})

class DatabaseProvider extends Provider<typeof database> {
  static readonly definition: typeof database = database

  offer(address: string): void {
    for (const { localUnit } of this.relations) localUnit.publish({ address })
  }
}

class DatabaseRequirer extends Requirer<typeof database> implements Contract<typeof database, 'requires'> {
  static readonly definition: typeof database = database

  get ready(): boolean {
    return this.address() !== undefined
  }

  address(): string | undefined {
    return this.readyUnits[0]?.data.address
  }

  say({ word }: Params<typeof database, 'requires', 'say'>): void {
    for (const { localUnit } of this.relations) localUnit.publish({ word })
  }
}

const server = defineCharm({ endpoints: { db: DatabaseProvider } })
server.when('db.joined', ({ db }) => {
  db.offer('10.0.0.9')
})

const folder = { path: '' }
beforeEach(() => {
  folder.path = mkdtempSync(join(tmpdir(), 'program-test-'))
})
afterEach(() => {
  rmSync(folder.path, { recursive: true })
})

/** An executable that talks to its hook; what it sees goes to the file `output`. */
function handler(script: string): string {
  const ask = `
    import { connect } from 'node:net'
    const socket = connect(process.env.INTERLAYER_SOCKET)
    socket.write(process.argv[1] + '\\n')
    socket.setEncoding('utf8').on('data', (answer) => { process.stdout.write(answer); socket.end() })`
  const lines = [
    '#!/bin/sh',
    'set -eu',
    `output='${join(folder.path, 'output')}'`,
    `ask() { '${process.execPath}' --input-type=module --eval "$ASK" "$1"; }`,
    `export ASK="$(cat <<'END'${ask}\nEND\n)"`,
    script,
  ]
  const path = join(folder.path, 'handler')
  writeFileSync(path, lines.join('\n'))
  chmodSync(path, 0o700)
  return path
}

function deploy(path: string, timeout?: number): Model {
  const client = defineCharm({
    endpoints: { db: DatabaseRequirer },
    flags: { password: 'An administrator has set a password.', configured: 'The file is written.' },
  })
  client.when('hook:update-status', (_, hook) => hook.set('password'))
  client.when(all('db.ready', 'password'), program(path, timeout === undefined ? {} : { timeout }))
  const model = new Model()
  model.deploy('server', { charm: server })
  model.deploy('client', { charm: client })
  model.relate('client', 'server')
  return model
}

const talk = `
  cat > "$output"
  echo >> "$output"
  ask '{"id":1,"op":"call","endpoint":"db","method":"address"}' >> "$output"
  ask '{"id":2,"op":"call","endpoint":"db","method":"say","params":{"word":"hello"}}' >> "$output"
  ask '{"id":3,"op":"call","endpoint":"db","method":"say","params":{"wrod":"hello"}}' >> "$output"
  ask '{"id":4,"op":"set","flag":"configured"}' >> "$output"
  ask '{"id":5,"op":"is","flag":"endpoint.db.ready"}' >> "$output"`

test('17 foreign language: a program runs when its condition holds, calls the endpoint, writes a file and sets a flag', async () => {
  const model = deploy(handler(talk))
  await model.settle()
  model.trigger('client/0', 'update-status')
  await model.settle()
  const said = readFileSync(join(folder.path, 'output'), 'utf8').trim().split('\n')
  expect(said.map((line): unknown => JSON.parse(line))).toEqual([
    {
      hook: 'update-status',
      unit: 'client/0',
      leader: true,
      flags: ['db.joined', 'db.ready', 'endpoint.db.joined', 'endpoint.db.ready', 'password'],
    },
    { id: 1, ok: true, value: '10.0.0.9' },
    { id: 2, ok: true, value: null },
    {
      id: 3,
      ok: false,
      error: { code: 'PARAMS_INVALID', message: 'db.say: there is no parameter "wrod"; there are: word.' },
    },
    { id: 4, ok: true, value: null },
    { id: 5, ok: true, value: true },
  ])
  expect(model.flags('client/0')).toEqual(['configured', 'db.joined', 'db.ready', 'password'])
  const [relation] = model.relations
  expect(relation && model.databag(relation, 'client/0')?.get('word')).toBe('hello')
})

test('a program that fails takes the whole hook with it, also what it had written itself', async () => {
  const model = deploy(handler(`${talk}\necho out of paper >&2\nexit 3`))
  await model.settle()
  const { outcome } = await attempt(model, 'client/0')
  const message = `The program ${join(folder.path, 'handler')} ended with status 3. It printed: out of paper`
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'HANDLER_FAILED', message } })
  expect(model.flags('client/0')).toEqual(['db.joined', 'db.ready'])
  const [relation] = model.relations
  expect(relation && model.databag(relation, 'client/0')?.has('word')).toBe(false)
})

test('a program that hangs is killed with all that it started, and fails the hook', async () => {
  const model = deploy(handler('sleep 600 &\nwait'), 200)
  await model.settle()
  const { outcome } = await attempt(model, 'client/0')
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'HANDLER_FAILED', details: { signal: 'SIGKILL' } } })
})

test('a program that is not there fails the hook and says so', async () => {
  const model = deploy(join(folder.path, 'absent'))
  await model.settle()
  const { outcome } = await attempt(model, 'client/0')
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'HANDLER_FAILED' } })
  expect(String(outcome.state === 'failed' && outcome.error)).toContain('could not be started')
})
