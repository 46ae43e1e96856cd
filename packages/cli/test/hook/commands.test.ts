import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { assignments } from '../../src/hook/shell.ts'
import { print } from '../../src/hook/format.ts'
import { interlayer } from '../support/interlayer.ts'

test.each([
  [
    'call without a method',
    ['call', 'website'],
    'call needs an endpoint and a method: interlayer call website configure --port 80',
  ],
  ['a field without a value', ['call', 'a', 'b', '--port'], '--port has no value. Write it after the name.'],
  ['a word that is no field', ['call', 'a', 'b', '80'], '"80" is no field. Write fields as --name value.'],
  ['a format that is none', ['call', 'a', 'b', '--format', 'xml'], '--format is "xml". Write smart, json or yaml.'],
  ['two sources of JSON', ['call', 'a', 'b', '-', '--file', 'x'], 'Give - or --file, not both.'],
  [
    'an option that is none',
    ['flags', '--all'],
    'There is no option --all. What begins with -- as a text stands after --.',
  ],
  ['flag without a flag', ['flag', 'set'], 'flag needs set or clear, and a flag: interlayer flag set configured'],
  ['a test without a name', ['when'], 'when needs a name. See interlayer when --help.'],
  ['env with a name', ['env', 'x'], 'env takes no "x". See interlayer env --help.'],
])('refuses %s with status 64', async (_what, args, message) => {
  expect(await interlayer(args)).toEqual({ status: 64, out: '', err: `USAGE: ${message}\n` })
})

test('JSON that is none is refused without being shown', async () => {
  expect(await interlayer(['call', 'a', 'b', '-'], { input: '{"password": top secret}' })).toEqual({
    status: 65,
    out: '',
    err: 'INPUT_INVALID: Standard input is no JSON object: give {"field": value, …}.\n',
  })
})

test('a field is given once', async () => {
  const { status, err } = await interlayer(['call', 'a', 'b', '-', '--port', '80'], { input: '{"port":81}' })
  expect([status, err]).toEqual([64, 'USAGE: "port" is in the JSON and on the command line. Give it once.\n'])
})

test('where no hook is, a command says so with status 69', async () => {
  expect(await interlayer(['flags'])).toEqual({
    status: 69,
    out: '',
    err: 'HOOK_MISSING: There is no hook here. Run this in a handler that "interlayer dispatch" starts, or in a unit by "juju exec".\n',
  })
})

test('a hook that has ended cannot be asked', async () => {
  const { status, err } = await interlayer(['flags'], { env: { INTERLAYER_SOCKET: '/nowhere/hook' } })
  expect([status, err.split(':')[0]]).toEqual([69, 'HOOK_ENDED'])
})

test('an agent that cannot be reached ends a command with status 69', async () => {
  const env = {
    INTERLAYER_HOOK_TOOLS: 'socket',
    JUJU_CONTEXT_ID: 'web/0-run-1',
    JUJU_UNIT_NAME: 'web/0',
    JUJU_AGENT_SOCKET_ADDRESS: '/nowhere/agent.socket',
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_CHARM_DIR: new URL('../fixtures/idle-charm', import.meta.url).pathname,
  }
  const { status, err } = await interlayer(['flags'], { env })
  expect([status, err.split(':')[0]]).toEqual([69, 'AGENT_UNREACHABLE'])
})

test.each([
  ['nothing', null, ''],
  ['a text', 'a b', 'a b\n'],
  ['empty text', '', ''],
  ['yes', true, 'True\n'],
  ['texts', ['a', '2'], 'a\n2\n'],
  ['a list', ['a', 2, false], '- a\n- 2\n- false\n'],
  ['a list of lists', [['a'], ['b']], '- - a\n- - b\n'],
  ['a mapping', { a: [1], b: { c: 'yes' } }, 'a:\n- 1\nb:\n  c: "yes"\n'],
])('prints %s as the tools of Juju do', async (_what, value, printed) => {
  expect(await print(value, 'smart')).toBe(printed)
})

test('prints JSON in one line, and YAML', async () => {
  expect([await print({ a: '<' }, 'json'), await print(undefined, 'json'), await print(['a'], 'yaml')]).toEqual([
    '{"a":"\\u003c"}\n',
    'null\n',
    '- a\n',
  ])
})

const hostile = ["'; touch x; '", '$(id)`id`', '\\', '\n"two\nlines"\n', "'", '', '--', '!!', 'ä…'] as const
const everything = {
  hook: 'website-relation-joined',
  unit: 'web/0',
  leader: false,
  flags: { 'tls.caAvailable': true, 'a.b': false },
  config: { 'log-level': 'info', off: false, nothing: null },
  params: Object.fromEntries(hostile.map((text, index) => [`p${index}`, text])),
  values: { 'the-db': { databases: [{ name: "o'clock" }] } },
}

test('env assigns, and does nothing else, whatever the values are', () => {
  const names = hostile.map((_, index) => `PARAM_P${index}`)
  const script = `set -u; eval "$ASSIGNMENTS"; printf '%s\\0' ${names.map((name) => `"$${name}"`).join(' ')} "$VALUE_THE_DB_DATABASES"`
  const env = { ASSIGNMENTS: assignments(everything), PATH: process.env['PATH'] ?? '' }
  const shells = ['sh', 'bash'].map((shell) =>
    execFileSync(shell, ['-c', script], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).split('\0'),
  )
  const expected = [...hostile, `[{"name":"o'clock"}]`, '']
  expect(shells).toEqual([expected, expected])
})

test('env names everything in capitals', () => {
  const names = assignments({ ...everything, params: {} }).split('\n')
  expect(names).toEqual([
    "HOOK='website-relation-joined'",
    "UNIT='web/0'",
    "LEADER=''",
    "FLAG_TLS_CA_AVAILABLE='1'",
    "FLAG_A_B=''",
    "CONFIG_LOG_LEVEL='info'",
    "CONFIG_OFF=''",
    "CONFIG_NOTHING=''",
    `VALUE_THE_DB_DATABASES='[{"name":"o'\\''clock"}]'`,
    '',
  ])
})

test('env refuses two names that a shell cannot tell apart', () => {
  expect(() => assignments({ ...everything, config: { 'a-b': 1, a_b: 2 } })).toThrow(
    'CONFIG_a-b and CONFIG_a_b would both be CONFIG_A_B. Rename one of them in the charm.',
  )
})

test('describes the sides of an interface that is installed', async () => {
  const { status, out } = await interlayer(['describe', 'http', '--format', 'json'], { directory: import.meta.dirname })
  const sides = JSON.parse(out) as readonly { readonly role: string; readonly methods: object }[]
  expect([status, sides.map(({ role, methods }) => [role, Object.keys(methods)])]).toEqual([
    0,
    [
      ['provides', ['configure', 'withdraw']],
      ['requires', ['services', 'stanzas']],
    ],
  ])
})
