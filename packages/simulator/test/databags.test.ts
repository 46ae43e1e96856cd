import type { HookTools } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, puppet, writeAll, type Puppet } from './support/program.ts'

interface Pair {
  readonly model: Model
  readonly proxy: Puppet
  readonly website: Puppet
}

/** Related and quiet. */
async function related({ units = 1 }: { units?: number } = {}): Promise<Pair> {
  const model = new Model({ seed: 6 })
  const [proxy, website] = [puppet(), puppet()]
  model.deploy('proxy', { program: proxy.program, metadata: { requires: { backend: 'http' } } })
  model.deploy('website', { program: website.program, metadata: { provides: { website: 'http' } }, units })
  model.relate('proxy', 'website')
  await model.settle()
  return { model, proxy, website }
}

/** Runs this in an update-status of the unit, and gives what it gives. */
async function ask<T>({ model }: Pair, unit: string, { puppet: charm, act }: Asked<T>): Promise<T> {
  const answers: T[] = []
  charm.does(async (tools) => {
    if (tools.context.hook === 'update-status' && tools.context.unit === unit) answers.push(await act(tools))
  })
  model.trigger(unit, 'update-status')
  await model.settle({ units: [unit] })
  const [answer] = answers
  if (answer === undefined) throw new Error(`${unit} did not answer`)
  return answer
}

interface Asked<T> {
  readonly puppet: Puppet
  readonly act: (tools: HookTools) => Promise<T>
}

/** The website writes this in an update-status; nobody else has looked yet. */
async function publish({ model, website }: Pair, values: Readonly<Record<string, string>>): Promise<void> {
  website.does(async (tools) => {
    if (tools.context.hook === 'update-status') await writeAll(tools, 'website', { bag: 'unit', values })
  })
  model.trigger('website/0', 'update-status')
  await model.settle({ units: ['website/0'] })
}

test('the databag of a member is the one of its last joined or changed hook, whatever was written since', async () => {
  const pair = await related()
  const read = async (tools: HookTools) => [(await tools.relationGet('backend:0', 'website/0'))?.get('port')]
  await publish(pair, { port: '80' })
  await pair.model.settle()
  expect(await ask(pair, 'proxy/0', { puppet: pair.proxy, act: read })).toEqual(['80'])
  await publish(pair, { port: '81' })
  const since = pair.model.trace.length
  pair.proxy.does(read)
  await pair.model.settle()
  expect(hookLines(pair.model, { since })).toEqual(['proxy/0: backend-relation-changed backend:0 website/0'])
  expect(pair.model.flags('proxy/0')).toEqual(['81'])
})

test('a hook that comes before the changed hook of a member reads the old databag, and a fresh application databag', async () => {
  const pair = await related()
  const seen: unknown[] = []
  pair.proxy.does(async (tools) => {
    const [unit, app] = await Promise.all(
      ['website/0', 'website'].map((member) => tools.relationGet('backend:0', member)),
    )
    seen.push([tools.context.hook, unit?.get('port'), app?.get('vip')])
  })
  pair.model.trigger('proxy/0', 'update-status')
  await pair.model.settle()
  pair.website.does(async (tools) => {
    await writeAll(tools, 'website', { bag: 'unit', values: { port: '80' } })
    await writeAll(tools, 'website', { bag: 'app', values: { vip: '10.0.0.1' } })
  })
  pair.model.trigger('website/0', 'update-status')
  await pair.model.settle({ units: ['website/0'] })
  pair.model.configure('proxy', {})
  pair.model.trigger('proxy/0', 'start')
  await pair.model.settle()
  expect(seen).toEqual([
    ['update-status', undefined, undefined],
    ['start', undefined, '10.0.0.1'],
    ['backend-relation-changed', undefined, '10.0.0.1'],
    ['backend-relation-changed', '80', '10.0.0.1'],
  ])
})

test('an unchanged databag is handed out as the same object in every hook', async () => {
  const pair = await related()
  const read = (tools: HookTools) =>
    Promise.all([tools.relationGet('backend:0', 'website/0'), tools.relationGet('backend:0', 'website')])
  const first = await ask(pair, 'proxy/0', { puppet: pair.proxy, act: read })
  const second = await ask(pair, 'proxy/0', { puppet: pair.proxy, act: read })
  expect(second[0]).toBe(first[0])
  expect(second[1]).toBe(first[1])
})

test('who may read which databag', async () => {
  const pair = await related({ units: 2 })
  const { website } = pair
  await ask(pair, 'website/0', {
    puppet: website,
    act: async (tools) => {
      await tools.relationSet('website:0', 'app', new Map([['vip', '1']]))
      return [(await tools.relationGet('website:0', 'website'))?.get('vip')]
    },
  }).then((pending) => expect(pending).toEqual(['1']))
  const members = ['website/0', 'website/1', 'website', 'proxy/0', 'proxy', 'proxy/7', 'other', 'other/0']
  const read = async (tools: HookTools) =>
    Promise.all(members.map(async (member) => (await tools.relationGet('website:0', member)) !== undefined))
  expect(await ask(pair, 'website/0', { puppet: website, act: read })).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect(await ask(pair, 'website/1', { puppet: website, act: read })).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a hook reads its own writes, and nobody else does before it succeeds', async () => {
  const pair = await related()
  const read = await ask(pair, 'website/0', {
    puppet: pair.website,
    act: async (tools) => {
      await tools.relationSet(
        'website:0',
        'unit',
        new Map([
          ['port', '80'],
          ['private-address', ''],
        ]),
      )
      const own = await tools.relationGet('website:0', 'website/0')
      return [
        own?.get('port'),
        own?.has('private-address'),
        pair.model.databag({ number: 0 }, 'website/0')?.get('port'),
      ]
    },
  })
  expect(read).toEqual(['80', false, undefined])
  expect(pair.model.databag({ number: 0 }, 'website/0')?.get('port')).toBe('80')
})

test('empty text deletes a key', async () => {
  const pair = await related()
  await publish(pair, { port: '80' })
  await publish(pair, { port: '' })
  expect([...(pair.model.databag({ number: 0 }, 'website/0') ?? [])].map(([key]) => key)).toEqual([
    'egress-subnets',
    'ingress-address',
    'private-address',
  ])
})

test('a follower cannot write for its application, nor anyone into an unknown relation', async () => {
  const pair = await related({ units: 2 })
  const refusal = (write: Promise<void>) =>
    write.then(
      () => 'written',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  const delta = new Map([['port', '80']])
  const refused = await ask(pair, 'website/1', {
    puppet: pair.website,
    act: async (tools) => [
      await refusal(tools.relationSet('website:0', 'app', delta)),
      await refusal(tools.relationSet('website:9', 'unit', delta)),
    ],
  })
  expect(refused).toEqual([
    'cannot write relation settings: only the leader may write for its application.',
    'Invalid value "website:9" for option -r: relation not found.',
  ])
})

test('a successful config-changed writes Juju’s keys anew', async () => {
  const pair = await related()
  await publish(pair, { 'private-address': 'elsewhere', 'egress-subnets': '' })
  expect(pair.model.databag({ number: 0 }, 'website/0')?.get('private-address')).toBe('elsewhere')
  pair.model.trigger('website/0', 'config-changed')
  await pair.model.settle()
  expect(Object.fromEntries(pair.model.databag({ number: 0 }, 'website/0') ?? [])).toEqual({
    'egress-subnets': '127.1.0.2/32',
    'ingress-address': '127.1.0.2',
    'private-address': '127.1.0.2',
  })
})

test('ids name a relation by the number after the last colon only', async () => {
  const pair = await related()
  const read = await ask(pair, 'proxy/0', {
    puppet: pair.proxy,
    act: (tools) =>
      Promise.all(['backend:0', '0', 'whatever:0', 'backend', 'backend:1'].map((id) => tools.relationApp(id))),
  })
  expect(read).toEqual(['website', 'website', 'website', undefined, undefined])
})

test('a tool that is called after its hook is refused', async () => {
  const model = new Model()
  const kept: HookTools[] = []
  model.deploy('late', { program: async (tools) => (kept.push(tools), { ran: [], flags: [], steps: [] }) })
  model.deploy('other', { program: idle })
  await model.settle()
  await expect(kept[0]?.stateSet(new Map([['a', 'b']]))).rejects.toThrow('install of late/0 is over')
})

test('two endpoints of one interface, and two relations of one endpoint, have databags of their own', async () => {
  const model = new Model({ seed: 8 })
  const proxy = puppet()
  model.deploy('proxy', { program: proxy.program, metadata: { requires: { front: 'http', back: 'http' } } })
  for (const name of ['one', 'two', 'three'])
    model.deploy(name, { program: idle, metadata: { provides: { website: 'http' } } })
  const relations = [
    model.relate('proxy:front', 'one'),
    model.relate('proxy:back', 'two'),
    model.relate('proxy:back', 'three'),
  ]
  proxy.does(async (tools) => {
    const { relation } = tools.context
    if (relation !== undefined)
      await tools.relationSet(relation.id, 'unit', new Map([['name', relation.remoteApp ?? '']]))
  })
  await model.settle()
  expect(relations.map((relation) => model.databag(relation, 'proxy/0')?.get('name'))).toEqual(['one', 'two', 'three'])
})
