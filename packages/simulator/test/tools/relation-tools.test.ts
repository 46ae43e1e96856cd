import { describe, expect, test } from 'vitest'
import { converse, failed, inHook, misused, said, site, type Session } from '../support/command-line.ts'
import { writeAll } from '../support/program.ts'

const sessions: Readonly<Record<string, Session>> = {
  'relation-ids': {
    'relation-ids backend': 'backend:1\n',
    'relation-ids --format=json backend': '["backend:1"]\n',
    'relation-ids backend --format yaml': '- backend:1\n',
    'relation-ids nothing --format json': '[]\n',
    'relation-ids nothing': '',
    'relation-ids': misused('no endpoint name specified'),
    'relation-ids a b c': misused('unrecognized args: ["b" "c"]'),
  },
  'relation-list': {
    'relation-list -r 1': 'website/0\nwebsite/1\n',
    'relation-list -rbackend:1 --format json': '["website/0","website/1"]\n',
    'relation-list --relation anything:1 --app': 'website\n',
    'relation-list -r 0 --app --format=json': '"proxy"\n',
    'relation-list': misused('no relation id specified'),
    'relation-list -r 9': misused('invalid value "9" for option -r: relation not found'),
    'relation-list --relation=x': misused('invalid value "x" for option --relation: invalid relation id'),
    'relation-list -r': misused('option needs an argument: -r'),
    'relation-list -r 1 more': misused('unrecognized args: ["more"]'),
  },
  'relation-get': {
    'relation-get -r 1 private-address website/0': '127.1.0.3\n',
    'relation-get -r 1 - website/0':
      'egress-subnets: 127.1.0.3/32\ningress-address: 127.1.0.3\nprivate-address: 127.1.0.3\n',
    'relation-get -r 1 --format json - website/1':
      '{"egress-subnets":"127.1.0.4/32","ingress-address":"127.1.0.4","private-address":"127.1.0.4"}\n',
    'relation-get -r 1 port website/0': '',
    'relation-get -r 1 port website/0 --format json': 'null\n',
    'relation-get -r 1 --app - website': '{}\n',
    'relation-get -r 1 --app --format json - website/1': '{}\n',
    'relation-get -r 1 -': misused('no unit or application specified'),
    'relation-get -r 1 - website': misused('expected unit name, got application name "website"'),
    'relation-get -r 1 - Web': misused('invalid unit name "Web"'),
    'relation-get -r 1 --app - Web': failed('"" is not a valid unit or application'),
    'relation-get -r 1 --app - other': failed('permission denied'),
    'relation-get -r 1 - website/9': failed(
      'cannot read settings for unit "website/9" in relation "proxy:backend website:website": unit "website/9": settings not found',
    ),
    'relation-get': misused('no relation id specified'),
  },
}

describe('outside hooks of a relation', () => {
  test.for(Object.entries(sessions))('%s', async ([, session]) => {
    expect(await inHook(await site(), session)).toEqual(session)
  })

  test('a follower reads its application’s databag among peers only', async () => {
    const session = {
      'relation-get -r 1 --app - proxy': failed('permission denied'),
      'relation-get -r 0 --app - proxy': '{}\n',
      'relation-set -r 1 --app a=1': failed('cannot write relation settings'),
    }
    expect(await inHook(await site(), session, 'proxy/1')).toEqual(session)
  })

  test('relation-set', async () => {
    const there = await site()
    const session = {
      'relation-set -r 1 a=1 b==x=': '',
      'relation-set -r 1': '',
      'relation-set -r 1 a': misused('expected "key=value", got "a"'),
      'relation-set -r 1 =a': misused('expected "key=value", got "=a"'),
      'relation-set -r 1 a=1 a=2': misused('key "a" specified more than once'),
      'relation-set -r 1 --app vip=10.0.0.1': '',
      'relation-set a=1': misused('no relation id specified'),
      'relation-set -r 1 --foo': misused('option provided but not defined: --foo'),
      'relation-set -r 1 -k=v': misused('option provided but not defined: -k'),
      'relation-set -r 1 -- -k=v': '',
      'relation-set -r 1 --format json c=3': '--format flag deprecated for command "relation-set"',
      'relation-set -r 1 --file /does/not/exist': failed('open /does/not/exist: no such file or directory'),
      'relation-get -r 1 - proxy/0':
        '-k: v\na: "1"\nb: =x=\nc: "3"\negress-subnets: 127.1.0.1/32\ningress-address: 127.1.0.1\nprivate-address: 127.1.0.1\n',
      'relation-get -r 1 --app vip proxy': '10.0.0.1\n',
    }
    expect(await inHook(there, session)).toEqual(session)
    expect(there.model.databag({ number: 1 }, 'proxy')).toEqual(new Map([['vip', '10.0.0.1']]))
    expect(there.model.databag({ number: 1 }, 'proxy/0')?.get('b')).toBe('=x=')
  })

  test('relation-set reads YAML from standard input, with the literal text of its values', async () => {
    const { model, proxy } = await site()
    const yaml = 'a: 1\nb: true\nc: 010\nd: 1.0\ne: null\nf: ""\ng: "x: y"\nh: |\n  two\n  lines\n~x: ~\n'
    const ended: unknown[] = []
    proxy.does(async (tools) => {
      if (tools.context.hook !== 'update-status') return
      ended.push(said(tools, 'relation-set -r 1 --file - h=over', yaml))
      ended.push(said(tools, 'relation-set -r 1 --file -', '{"i": "json", "j": 2.50}'))
      ended.push(said(tools, 'relation-set -r 1 --file -', ''))
      ended.push(said(tools, 'relation-set -r 1 --file -', 'a:\n  - 1\n'))
      ended.push(said(tools, 'relation-set -r 1 --file -', '- 1\n'))
    })
    model.trigger('proxy/0', 'update-status')
    await model.settle()
    expect(ended).toEqual([
      '',
      '',
      '',
      failed('yaml: unmarshal errors:\n  line 2: cannot unmarshal !!seq into string'),
      failed('yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into map[string]string'),
    ])
    const bag = [...(model.databag({ number: 1 }, 'proxy/0') ?? [])].filter(([key]) => !key.includes('-'))
    expect(Object.fromEntries(bag)).toEqual({
      a: '1',
      b: 'true',
      c: '010',
      d: '1.0',
      g: 'x: y',
      h: 'over',
      i: 'json',
      j: '2.50',
    })
  })
})

describe('in hooks of a relation', () => {
  test('the hook’s relation, remote unit and application are what is meant', async () => {
    const { model, proxy, website } = await site()
    website.does((tools) => writeAll(tools, 'website', { bag: 'unit', values: { port: '80' } }))
    const session = {
      'relation-ids': 'backend:1\n',
      'relation-list': 'website/0\nwebsite/1\n',
      'relation-get port': '80\n',
      'relation-get --app': '{}\n',
      'relation-get --app --format json': '{}\n',
      'relation-set a=1': '',
      'relation-get a proxy/0': '1\n',
    }
    const heard: Session[] = []
    proxy.does(async (tools) => {
      if (tools.context.hook === 'backend-relation-changed') heard.push(converse(tools, session))
    })
    model.trigger('website/0', 'update-status')
    await model.settle({ units: ['website/0', 'proxy/0'] })
    expect(heard).toEqual([session])
  })

  test('without a remote unit, relation-get reads the databag of the application', async () => {
    const { model, proxy, website } = await site()
    website.does(async (tools) => {
      if (await tools.isLeader()) await writeAll(tools, 'website', { bag: 'app', values: { vip: '10.0.0.9' } })
    })
    const heard: unknown[] = []
    proxy.does(async (tools) => {
      if (tools.context.relation?.endpoint === 'backend') heard.push(said(tools, 'relation-get --format json'))
    })
    model.trigger('website/0', 'update-status')
    await model.settle({ units: ['website/0', 'proxy/0'] })
    expect(heard).toEqual(['{"vip":"10.0.0.9"}\n'])
  })
})
