import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Model, type TraceEvent } from '@interlayer/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { hookSocket } from '../support/hook-socket.ts'
import { interlayer } from '../support/interlayer.ts'
import { bundleOnce, shellCharm } from '../support/shell-charm.ts'

bundleOnce()

/** A busy machine is no failure. */
const timeout = 120_000

const files = {
  'charmcraft.yaml': 'name: web\nactions: { lose: {} }',
  'interlayer.yaml': `
handlers:
  - { when: hook:install, run: handlers/install }
  - { when: 'hook:secret-expired', run: handlers/renew }
actions: { lose: actions/lose }
`,
  'handlers/install': `
status=0; interlayer secret read tls || status=$?; echo "read $status"
printf 'first\\nkey' | interlayer secret keep tls private-key=- --expires 720h
printf '{"password": "for all"}' | interlayer secret keep admin - --app --rotate monthly
interlayer secret read tls
interlayer secret read tls private-key --reveal > seen
status=0; interlayer secret due tls || status=$?; echo "due $status"`,
  'handlers/renew': `
if interlayer secret due tls; then echo "second key" > key; interlayer secret keep tls private-key=key; rm key; fi
status=0; interlayer secret due tls || status=$?; echo "due $status"`,
  'actions/lose': 'interlayer secret drop tls; exit 3',
}

type SecretEvent = Extract<TraceEvent, { event: 'secret' }>

const changes = (model: Model): readonly SecretEvent[] => model.trace.filter((event) => event.event === 'secret')

function logOf(model: Model): readonly string[] {
  return model.trace.flatMap((event) => (event.event === 'log' ? event.lines : []))
}

test('a program keeps secrets of its charm, reads what it kept, and hears that one is due', { timeout }, async () => {
  const model = new Model({ seed: 1 })
  onTestFinished(() => model.close())
  model.deploy('web', { directory: shellCharm(files) })
  await model.settle()
  const exec = async (line: string): Promise<readonly [number, string]> => {
    const { code, stdout } = await model.exec('web/0', `PATH="$JUJU_CHARM_DIR/bin:$PATH"; ${line}`)
    return [code, stdout]
  }
  expect(await exec('cat seen')).toEqual([0, 'first\nkey\n'])
  expect(changes(model).map(({ owner, change, expire, rotate }) => [owner, change, expire, rotate])).toEqual([
    ['web', 'added', undefined, 'monthly'],
    ['web/0', 'added', '720h', undefined],
  ])
  expect(await exec('interlayer secret read admin --app --reveal --format json')).toEqual([
    0,
    '{"password":"for all"}\n',
  ])

  const kept = changes(model).find(({ owner }) => owner === 'web/0')
  model.expire(kept?.uri ?? '')
  await model.settle()
  expect(await exec('interlayer secret read tls private-key --reveal')).toEqual([0, 'second key\n\n'])
  expect(logOf(model)).toEqual(['read 1', 'private-key: "***"', 'due 1', 'due 1'])

  expect(await model.runAction('web/0', 'lose')).toMatchObject({ status: 'failed' })
  expect((await exec('interlayer secret read tls'))[0]).toBe(0)
  expect(await exec('interlayer secret drop tls')).toEqual([0, ''])
  expect(await exec('interlayer secret read tls')).toEqual([1, ''])
  expect(JSON.stringify(model.trace)).not.toMatch(/first|second key|for all/)
})

test('what Juju would not keep is refused without being said', { timeout }, async () => {
  const model = new Model({ seed: 1 })
  onTestFinished(() => model.close())
  model.deploy('web', { directory: shellCharm({ ...files, 'handlers/install': '', 'handlers/renew': '' }) })
  await model.settle()
  const script = 'printf "top secret" | bin/interlayer secret keep tls x=- --expires soon'
  expect(await model.exec('web/0', script)).toMatchObject({
    code: 65,
    stderr:
      'SECRET_REFUSED: The secret "tls" cannot be kept: "x" is no key of a secret; use three or more of a-z, 0-9 and "-".\n',
  })
})

const keyAndFile = 'What follows the name of the secret has to be key=file, or key=- for standard input.'

test.each([
  ['no verb', [], 'secret needs keep, read, due or drop, and a name: interlayer secret read tls'],
  ['no name', ['keep'], 'secret needs keep, read, due or drop, and a name: interlayer secret read tls'],
  ['a value', ['keep', 'tls', 'hunter2'], keyAndFile],
  [
    'an option of another verb',
    ['due', 'tls', '--reveal'],
    'There is no option --reveal. What begins with -- as a text stands after --.',
  ],
  ['too much', ['drop', 'tls', 'x'], 'secret drop is given too much. See interlayer secret --help.'],
  [
    'standard input twice',
    ['keep', 'tls', 'one=-', 'two=-'],
    'Give each key with a file, key=file, where one may be -; or a JSON object by - or --file.',
  ],
])('refuses %s with status 64', async (_what, args, message) => {
  expect(await interlayer(['secret', ...args])).toEqual({ status: 64, out: '', err: `USAGE: ${message}\n` })
})

test('a value in the place of its file is not said again', async () => {
  expect(await interlayer(['secret', 'keep', 'tls', 'password=hunter2'])).toEqual({
    status: 66,
    out: '',
    err: 'FILE_UNREADABLE: password: what follows "=" is no file that can be read. Name one, or - for standard input.\n',
  })
})

test('values are read from files and standard input alone', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'secret-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  writeFileSync(join(directory, 'cert.pem'), 'PEM\n')
  const { path, asked } = hookSocket(null)
  const given = { directory, input: 'key', env: { INTERLAYER_SOCKET: path } }
  const args = ['secret', 'keep', 'tls', 'certificate=cert.pem', 'private-key=-', '--app', '--rotate', 'daily']
  expect(await interlayer(args, given)).toEqual({ status: 0, out: '', err: '' })
  const content = { certificate: 'PEM\n', 'private-key': 'key' }
  expect(asked).toEqual([{ id: 1, op: 'secret-keep', secret: 'tls', owner: 'app', content, rotate: 'daily' }])
})
