import { expect, test } from 'vitest'
import type { HookTools } from '../../src/adapter/index.ts'
import { hookTools, readContext, type ToolResult } from '../../src/process/index.ts'
import { printed } from './support/agent.ts'

const changed = {
  JUJU_HOOK_NAME: 'db-relation-changed',
  JUJU_UNIT_NAME: 'web/0',
  JUJU_RELATION: 'db',
  JUJU_RELATION_ID: 'db:3',
  JUJU_REMOTE_APP: 'mysql',
}

/** Tools in a Juju that answers each command line as given; `calls` has the command lines, and what they read. */
function toolsOf(answers: Readonly<Record<string, ToolResult | string>>): { tools: HookTools; calls: string[] } {
  const calls: string[] = []
  const call = async (command: string, args: readonly string[], stdin?: string): Promise<ToolResult> => {
    const line = [command, ...args].join(' ')
    calls.push(stdin === undefined ? line : `${line} < ${stdin}`)
    const answer = answers[line] ?? ''
    return typeof answer === 'string' ? printed(answer) : answer
  }
  return { tools: hookTools(readContext(changed), { call, close: () => undefined }), calls }
}

function refused(code: number, text: string): ToolResult {
  return { code, stdout: '', stderr: `ERROR ${text}\n` }
}

test('reads are asked for in JSON, by id, with names behind --', async () => {
  const { tools, calls } = toolsOf({
    'is-leader --format=json': 'true\n',
    'config-get --format=json': '{"port":80,"name":"a","debug":false,"ratio":0.5}\n',
    'relation-ids --format=json -- db': '["db:1","db:3"]\n',
    'relation-list --format=json -r db:1': '["mysql/0","mysql/10"]\n',
    'relation-get --format=json -r db:1 -- - mysql/0': '{"host":"a\\u003cb"}\n',
    'relation-get --format=json -r db:1 --app -- - mysql': '{}\n',
    'state-get --format=json': '{"a":"1"}\n',
    'network-get --format=json -r db:1 --ingress-address -- db': '"10.0.0.1"\n',
  })
  expect(await tools.isLeader()).toBe(true)
  expect([...(await tools.configGet())]).toEqual([
    ['port', 80],
    ['name', 'a'],
    ['debug', false],
    ['ratio', 0.5],
  ])
  expect(await tools.relationIds('db')).toEqual(['db:1', 'db:3'])
  expect(await tools.relationUnits('db:1')).toEqual(['mysql/0', 'mysql/10'])
  expect(await tools.relationGet('db:1', 'mysql/0')).toEqual(new Map([['host', 'a<b']]))
  expect(await tools.relationGet('db:1', 'mysql')).toEqual(new Map())
  expect(await tools.stateGet()).toEqual(new Map([['a', '1']]))
  expect(await tools.ingressAddress('db', 'db:1')).toBe('10.0.0.1')
  expect(calls).toHaveLength(8)
})

test('nothing, as Juju puts it, is nothing', async () => {
  const { tools } = toolsOf({
    'is-leader --format=json': 'false\n',
    'config-get --format=json': 'null\n',
    'relation-ids --format=json -- other': '[]\n',
    'state-get --format=json': 'null\n',
    'network-get --format=json -r db:1 --ingress-address -- db': '""\n',
    'network-get --format=json -r db:1 --ingress-address -- x': refused(1, 'no network config found for binding "x"'),
    'relation-get --format=json -r db:1 -- - a/0': refused(
      1,
      'cannot read settings for unit "a/0" in relation "a:db b:db": unit "a/0": settings not found',
    ),
    'relation-get --format=json -r db:1 --app -- - web': refused(1, 'permission denied'),
    'relation-get --format=json -r db:9 -- - a/0': refused(2, 'invalid value "9" for option -r: relation not found'),
  })
  expect(await tools.isLeader()).toBe(false)
  expect(await tools.configGet()).toEqual(new Map())
  expect(await tools.relationIds('other')).toEqual([])
  expect(await tools.stateGet()).toEqual(new Map())
  expect([await tools.ingressAddress('db', 'db:1'), await tools.ingressAddress('x', 'db:1')]).toEqual([
    undefined,
    undefined,
  ])
  const bags = [tools.relationGet('db:1', 'a/0'), tools.relationGet('db:1', 'web'), tools.relationGet('db:9', 'a/0')]
  expect(await Promise.all(bags)).toEqual([undefined, undefined, undefined])
})

test('one call tells of a relation who is in it; its application is asked for by itself where nothing else tells it', async () => {
  const { tools, calls } = toolsOf({
    'relation-list --format=json -r db:1': '["remote-1a/0"]\n',
    'relation-list --format=json -r db:2': '[]\n',
    'relation-list --format=json -r db:2 --app': '"pg"\n',
    'relation-list --format=json -r db:4': '[]\n',
    'relation-list --format=json -r db:4 --app': '""\n',
  })
  const ids = ['db:1', 'db:2', 'db:3', 'db:4']
  expect(await Promise.all(ids.map((id) => tools.relationApp(id)))).toEqual(['remote-1a', 'pg', 'mysql', undefined])
  expect(await tools.relationUnits('db:1')).toEqual(['remote-1a/0'])
  expect(calls).toEqual([
    'relation-list --format=json -r db:1',
    'relation-list --format=json -r db:2',
    'relation-list --format=json -r db:4',
    'relation-list --format=json -r db:2 --app',
    'relation-list --format=json -r db:4 --app',
  ])
})

test('data goes in by standard input, whole, in JSON that is YAML', async () => {
  const { tools, calls } = toolsOf({})
  await tools.relationSet(
    'db:1',
    'unit',
    new Map([
      ['a', '1'],
      ['gone', ''],
    ]),
  )
  await tools.relationSet('db:1', 'app', new Map([['text', 'é "\n😀\u0085\u2028\ufeff\u007f\ud800']]))
  await tools.relationSet('db:1', 'app', new Map())
  expect(calls).toEqual([
    'relation-set -r db:1 --file - < {"a": "1", "gone": ""}',
    String.raw`relation-set -r db:1 --app --file - < {"text": "é \"\n😀\u0085\u2028\ufeff\u007f` + '\ufffd"}',
  ])
})

test('state that is to go is deleted, since Juju keeps empty state', async () => {
  const { tools, calls } = toolsOf({})
  await tools.stateSet(
    new Map([
      ['a', '1'],
      ['-b', ''],
      ['c', ''],
    ]),
  )
  await tools.stateSet(new Map([['a', '']]))
  expect(calls).toEqual([
    'state-set --file - < {"a": "1"}',
    'state-delete -- -b',
    'state-delete -- c',
    'state-delete -- a',
  ])
})

test('status and log act at once; lines are one message', async () => {
  const { tools, calls } = toolsOf({})
  await tools.statusSet('active', '')
  await tools.statusSet('blocked', '-- no')
  await tools.log('warning', ['one', '-two'])
  await tools.log('debug', [])
  expect(calls).toEqual(['status-set -- active ', 'status-set -- blocked -- no', 'juju-log -l WARNING -- one\n-two'])
})

test('what Juju refuses is an error with the tool, its code and its words, and without what was sent', async () => {
  const answer = refused(1, 'cannot write relation settings')
  const { tools } = toolsOf({
    'relation-set -r db:1 --app --file -': answer,
    'relation-ids --format=json -- db': refused(2, 'x'.repeat(3_000)),
  })
  const failure = await tools
    .relationSet('db:1', 'app', new Map([['a', 'S3CRET']]))
    .then(String, (error: unknown) => error)
  expect(failure).toMatchObject({
    code: 'TOOL_FAILED',
    message:
      "Juju's relation-set failed: cannot write relation settings (code 1). Nothing of this hook is published; Juju runs it again.",
    details: { tool: 'relation-set', code: 1, stderr: 'cannot write relation settings' },
  })
  expect(JSON.stringify(failure)).not.toContain('S3CRET')
  await expect(tools.relationIds('db')).rejects.toMatchObject({ details: { code: 2, stderr: `${'x'.repeat(2_000)}…` } })
})

test('an answer that is no JSON is an error, and is not shown', async () => {
  const { tools } = toolsOf({ 'relation-get --format=json -r db:1 -- - a/0': '{"a":"S3CRET"' })
  await expect(tools.relationGet('db:1', 'a/0')).rejects.toMatchObject({
    code: 'TOOL_FAILED',
    message:
      "Juju's relation-get failed: what it answered is no JSON (code 0). Nothing of this hook is published; Juju runs it again.",
  })
})

test('a secret is made and revised with when it is due, and a new plan alone leaves its content', async () => {
  const { tools, calls } = toolsOf({})
  const [uri, content] = ['secret:9m4e2mr0ui3e8a215n4g', new Map([['pem', 'ä\n']])]
  const expires = '2027-01-31T00:00:00Z'
  await tools.secretAdd({ owner: 'app', label: 'key', content, expires, rotate: 'yearly' })
  await tools.secretAdd({ owner: 'unit', label: 'plain', content })
  await tools.secretSet(uri, content, { expires: '720h' })
  await tools.secretSet(uri, new Map(), { rotate: 'never' })
  expect(calls).toEqual([
    'secret-add --owner application --label key --expire 2027-01-31T00:00:00Z --rotate yearly -- pem#base64=w6QK',
    'secret-add --owner unit --label plain -- pem#base64=w6QK',
    `secret-set --expire 720h -- ${uri} pem#base64=w6QK`,
    `secret-set --rotate never -- ${uri}`,
  ])
})

test('secrets are read by URI or by label; where there is none is nothing', async () => {
  const { tools, calls } = toolsOf({
    'secret-get --format=json --refresh --label key': '{"pem":"a"}\n',
    'secret-get --format=json --peek --label gone': refused(1, 'consumer label "gone" not found'),
    'secret-info-get --format=json --label key':
      '{"9m4e2mr0ui3e8a215n4g":{"revision":3,"label":"key","owner":"unit","rotation":"never"}}\n',
    'secret-info-get --format=json --label gone': refused(1, 'secret "gone" not found'),
    'secret-ids --format=json': '["9m4e2mr0ui3e8a215n4g"]\n',
    'secret-info-get --format=json -- secret:9m4e2mr0ui3e8a215n4g': '{"9m4e2mr0ui3e8a215n4g":{"revision":3}}\n',
  })
  expect([await tools.secretGet('key', true), await tools.secretGet('gone', false)]).toEqual([
    new Map([['pem', 'a']]),
    undefined,
  ])
  expect([await tools.secretInfo('key'), await tools.secretInfo('gone')]).toEqual([
    { uri: 'secret:9m4e2mr0ui3e8a215n4g', revision: 3, label: 'key' },
    undefined,
  ])
  const [uri = ''] = await tools.secretIds()
  expect([uri, await tools.secretInfo(uri)]).toEqual([
    'secret:9m4e2mr0ui3e8a215n4g',
    { uri: 'secret:9m4e2mr0ui3e8a215n4g', revision: 3, label: '' },
  ])
  expect(calls).toHaveLength(6)
})
