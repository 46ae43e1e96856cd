import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Model, TraceEvent } from '../../src/index.ts'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'
import { idle } from '../support/program.ts'

const timeout = 60_000
const provider = 'name: web\nprovides:\n  website: http\n'

function hooksOf({ trace }: Model, unit: string): readonly (readonly [string, string])[] {
  return trace.flatMap((event): [string, string][] =>
    event.event === 'hook' && event.unit === unit ? [[event.hook, event.outcome]] : [],
  )
}

function logOf({ trace }: Model): readonly string[] {
  return trace.flatMap((event: TraceEvent) => (event.event === 'log' ? event.lines : []))
}

test('dispatch runs for every hook, in the unit’s own copy of its charm', { timeout }, async () => {
  const model = closingModel()
  const directory = charmDirectory({
    dispatch: 'echo "$JUJU_DISPATCH_PATH $JUJU_HOOK_NAME"; echo "$JUJU_HOOK_NAME" >> "$CHARM_DIR/ran"; cat ran | wc -l',
    'hooks/install': 'exit 1',
  })
  model.deploy('web', { directory })
  await model.settle()
  const hooks = ['install', 'leader-elected', 'config-changed', 'start']
  expect(logOf(model)).toEqual(hooks.flatMap((hook, index) => [`hooks/${hook} ${hook}`, String(index + 1)]))
  expect(() => readFileSync(join(directory, 'ran'))).toThrow('ENOENT')
})

test('a hook without a file succeeds and commits nothing; one that is not executable fails', { timeout }, async () => {
  const model = closingModel()
  const directory = charmDirectory({ 'hooks/start': 'exit 0' })
  model.deploy('web', { directory })
  await model.settle()
  expect(hooksOf(model, 'web/0')).toEqual([
    ['install', 'ok'],
    ['leader-elected', 'ok'],
    ['config-changed', 'ok'],
    ['start', 'ok'],
  ])
  chmodSync(join(directory, 'hooks/start'), 0o644)
  model.addUnit('web')
  await expect(model.settle()).rejects.toMatchObject({ code: 'HOOK_FAILED', cause: { code: 'HOOK_PROCESS_FAILED' } })
  expect(model.status('web/1').message).toBe('hook failed: "start"')
})

describe('a process that fails publishes nothing; when the retry succeeds it publishes once', () => {
  const ways = {
    'that ends with a status': ['exit 3', /install of web\/0 ended with status 3: it is broken/],
    'that is killed': ['kill -9 $$', /install of web\/0 was ended by SIGKILL: it is broken/],
    'that hangs': ['sleep 1000', /install of web\/0 was killed after 4000 ms: it is broken/],
  } as const
  test.for(Object.entries(ways))('%s', { timeout }, async ([, [end, message]]) => {
    const model = closingModel()
    const write = 'state-set tries=1; open-port 80; status-set maintenance trying; echo it is broken >&2'
    const directory = charmDirectory({
      'hooks/install': `${write}; if [ ! -e failed ]; then touch failed; ${end}; fi`,
      'hooks/start': 'state-get tries',
    })
    model.deploy('web', { directory, timeout: 4000 })
    const run = await model.step('web/0')
    expect(run?.outcome.state === 'failed' && String(run.outcome.error)).toMatch(message)
    await model.settle()
    const effects = model.trace.filter(({ event }) => ['hook', 'port', 'status', 'log'].includes(event))
    const unit = 'web/0'
    const status = { event: 'status', unit, status: 'maintenance', message: 'trying' }
    const log = { event: 'log', unit, level: 'warning', lines: ['it is broken'] }
    expect(effects.slice(0, 7)).toMatchObject([
      { ...status, hook: 1 },
      { ...log, hook: 1 },
      { event: 'hook', number: 1, hook: 'install', outcome: 'failed' },
      { ...status, hook: 2 },
      { ...log, hook: 2 },
      { event: 'hook', number: 2, hook: 'install', outcome: 'ok' },
      { event: 'port', hook: 2, unit, port: '80/tcp', open: true },
    ])
    expect(logOf(model).slice(2)).toEqual(['1'])
  })
})

test(
  'what a hook leaves behind is killed with its group, and blocks nothing when it left that',
  { timeout },
  async () => {
    const model = closingModel()
    const directory = charmDirectory({
      'hooks/install': 'sleep 1000 & echo $!',
      // It holds the output of the hook, and is not in its group.
      'hooks/start': 'setsid sleep 1000 & echo $!',
    })
    model.deploy('web', { directory })
    await model.settle()
    const [left = '', loose = ''] = logOf(model)
    expect(hooksOf(model, 'web/0').at(-1)).toEqual(['start', 'ok'])
    process.kill(Number(loose), 'SIGKILL')
    expect(isRunning(left)).toBe(false)
  },
)

/** Nobody may have waited for it yet. */
function isRunning(pid: string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('the environment is Juju’s, and nothing is inherited but PATH', { timeout }, async () => {
  const model = closingModel()
  const show = `#!${process.execPath}\nif (process.env.JUJU_HOOK_NAME.endsWith('departed')) console.log(JSON.stringify(process.env))\n`
  const directory = charmDirectory({ 'metadata.yaml': provider, dispatch: show })
  model.deploy('web', { directory, environment: { MORE: 'of it' } })
  model.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  model.relate('proxy', 'web')
  await model.settle()
  model.removeUnit('proxy/0')
  await model.settle()
  const [line = ''] = logOf(model)
  const environment = JSON.parse(line) as Record<string, string>
  const charm = environment['CHARM_DIR'] ?? ''
  const home = charm.slice(0, charm.lastIndexOf('/'))
  expect(charm).toMatch(/\/interlayer-[^/]+\/unit-web-0$/)
  expect(environment['JUJU_CONTEXT_ID']).toMatch(/^web\/0-website-relation-departed-[0-9a-f]{32}$/)
  expect(environment['JUJU_AGENT_SOCKET_ADDRESS']).toMatch(new RegExp(`^${home}/\\d+\\.socket$`))
  expect(environment).toEqual({
    APT_LISTCHANGES_FRONTEND: 'none',
    CHARM_DIR: charm,
    CLOUD_API_VERSION: '',
    DEBIAN_FRONTEND: 'noninteractive',
    JUJU_AGENT_SOCKET_ADDRESS: environment['JUJU_AGENT_SOCKET_ADDRESS'],
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_API_ADDRESSES: '127.0.0.1:17070',
    JUJU_AVAILABILITY_ZONE: '',
    JUJU_CHARM_DIR: charm,
    JUJU_CHARM_FTP_PROXY: '',
    JUJU_CHARM_HTTPS_PROXY: '',
    JUJU_CHARM_HTTP_PROXY: '',
    JUJU_CHARM_NO_PROXY: '',
    JUJU_CONTEXT_ID: environment['JUJU_CONTEXT_ID'],
    JUJU_DEPARTING_UNIT: 'proxy/0',
    JUJU_DISPATCH_PATH: 'hooks/website-relation-departed',
    JUJU_HOOK_NAME: 'website-relation-departed',
    JUJU_MACHINE_ID: '0',
    JUJU_METER_INFO: 'not set',
    JUJU_METER_STATUS: 'AMBER',
    JUJU_MODEL_NAME: 'model',
    JUJU_MODEL_UUID: '6d6f6465-6c00-4000-8000-000000000000',
    JUJU_PRINCIPAL_UNIT: '',
    JUJU_RELATION: 'website',
    JUJU_RELATION_ID: 'website:0',
    JUJU_REMOTE_APP: 'proxy',
    JUJU_REMOTE_UNIT: 'proxy/0',
    JUJU_SLA: 'unsupported',
    JUJU_UNIT_NAME: 'web/0',
    JUJU_VERSION: '3.6.0',
    LANG: 'C.UTF-8',
    MORE: 'of it',
    PATH: `${home}/tools:${process.env['PATH'] ?? ''}`,
    TERM: 'tmux-256color',
  })
})

test('the agent refuses what is no call of this hook', { timeout }, async () => {
  const model = closingModel()
  const directory = charmDirectory({
    'hooks/install': [
      'JUJU_CONTEXT_ID=other is-leader || echo $?',
      'JUJU_CONTEXT_ID= is-leader || echo $?',
      'ln -s "$(command -v is-leader)" is-follower; ./is-follower || echo $?',
      'relation-ids || echo $?',
    ].join('\n'),
  })
  model.deploy('web', { directory })
  await model.step('web/0')
  expect(logOf(model)).toEqual([
    ...['1', '1', '1', '2'],
    'ERROR bad request: wrong context ID; got "other"',
    'ERROR JUJU_CONTEXT_ID not set',
    'ERROR bad request: unknown command: is-follower',
    'ERROR no endpoint name specified',
  ])
})

test('a value of 16 MiB goes in by standard input and comes out again', { timeout }, async () => {
  const model = closingModel()
  const directory = charmDirectory({
    'metadata.yaml': provider,
    'hooks/website-relation-joined':
      "{ printf 'big: '; head -c 16777216 /dev/zero | tr '\\0' x; } | relation-set --file -; relation-get big web/0 | wc -c",
  })
  model.deploy('web', { directory })
  model.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  const relation = model.relate('proxy', 'web')
  await model.settle()
  expect(model.databag(relation, 'web/0')?.get('big')?.length).toBe(16_777_216)
  expect(logOf(model)).toEqual(['16777217'])
})
