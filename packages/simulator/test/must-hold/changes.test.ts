import { all, any, defineCharm, type AnyCharm, type Change } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { Listener } from '../support/channel.ts'
import { puppet } from '../support/program.ts'
import { spied } from '../support/spy.ts'
import { attempt, failure, say, turn, write, type Mouth } from '../support/turn.ts'

type Deployment = Parameters<Model['deploy']>[1]

/** The listener's charm and a speaker of foreign make that have met. */
async function meeting(listener: Deployment): Promise<Mouth> {
  const model = new Model({ seed: 1 })
  const speaker = puppet()
  model.deploy('listener', listener)
  model.deploy('speaker', { program: speaker.program, metadata: { provides: { out: 'channel' } } })
  model.relate('listener', 'speaker')
  await model.settle()
  return { model, unit: 'speaker/0', puppet: speaker, endpoint: 'out' }
}

/** `added value`, `removed item_{name}/item_a by speaker/0` where the field is a family. */
function lines(changes: readonly Change[]): readonly string[] {
  return changes.map(({ kind, field, key, from }) => {
    return `${kind} ${field === key ? key : `${field}/${key}`} by ${from}`
  })
}

test('each key that is added, changed or removed is a change, in databags of units and of applications', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.changed', (_, hook) => {
    seen.push(lines(hook.changes('in')))
  })
  const speaker = await meeting({ charm })
  const since = async (step: Promise<void>): Promise<unknown> => {
    seen.length = 0
    await step
    return seen
  }
  expect(seen).toEqual([
    ['added egress-subnets by speaker/0', 'added ingress-address by speaker/0', 'added private-address by speaker/0'],
  ])
  expect(await since(say(speaker, { value: '1', note: 'n', item_a: '{"size":1}' }))).toEqual([
    ['added item_{name}/item_a by speaker/0', 'added note by speaker/0', 'added value by speaker/0'],
  ])
  expect(await since(say(speaker, { value: '2', note: '', item_a: '{"size":2}', item_b: '{"size":1}' }))).toEqual([
    [
      'changed item_{name}/item_a by speaker/0',
      'added item_{name}/item_b by speaker/0',
      'removed note by speaker/0',
      'changed value by speaker/0',
    ],
  ])
  expect(await since(say(speaker, { note: 'n' }))).toEqual([['added note by speaker/0']])
  expect(await since(say(speaker, { owner: 'me' }, 'app'))).toEqual([['added owner by speaker']])
  expect(await since(say(speaker, { owner: '' }, 'app'))).toEqual([['removed owner by speaker']])
  expect(await since(say(speaker, { value: 'garbage' }))).toEqual([['changed value by speaker/0']])
  expect(await since(say(speaker, { value: 'rubbish' }))).toEqual([['changed value by speaker/0']])
})

test('what differs in bytes but not in meaning is no change', async () => {
  let runs = 0
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.changed', () => {
    runs++
  })
  const speaker = await meeting({ charm })
  await say(speaker, { value: '7', tags: 'b,a', extra: '{"a":1,"b":[true]}' })
  const before = runs
  await say(speaker, { value: ' 07', tags: 'a, b,a', extra: '{ "b": [true], "a": 1 }' })
  expect(runs).toBe(before)
})

test('a field has an edge of its own, and so has a whole family and a single member', async () => {
  const ran: string[] = []
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.changed.value', () => void ran.push('value'))
    .when('in.changed.item_{name}', () => void ran.push('any item'))
    .when('in.changed.owner', () => void ran.push('owner'))
    .when('in.changed.item_a' as 'in.changed.value', () => void ran.push('item a'))
  const speaker = await meeting({ charm })
  const after = async (...step: [Record<string, string>, 'app'?]): Promise<unknown> => {
    ran.length = 0
    await say(speaker, ...step)
    return ran
  }
  expect(await after({ note: 'n' })).toEqual([])
  expect(await after({ value: '1' })).toEqual(['value'])
  expect(await after({ item_b: '{"size":1}' })).toEqual(['any item'])
  expect(await after({ item_a: '{"size":1}', item_b: '' })).toEqual(['any item', 'item a'])
  expect(await after({ owner: 'me' }, 'app')).toEqual(['owner'])
})

test('a change waits for a handler whose other conditions are not yet true, and is handed over once, as it is by then', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener }, flags: { ready: 'Able to listen.' } })
    .when('hook:pre-series-upgrade', (_, hook) => hook.set('ready'))
    .when('hook:post-series-upgrade', (_, hook) => hook.clear('ready'))
    .when(all('in.changed', 'ready'), (_, hook) => void seen.push(lines(hook.changes('in'))))
  const speaker = await meeting({ charm })
  const { model } = speaker
  await turn(model, 'listener/0', 'pre-series-upgrade')
  await turn(model, 'listener/0', 'post-series-upgrade')
  seen.length = 0
  await say(speaker, { value: '1', note: 'first', item_gone: '{"size":1}' })
  await turn(model, 'listener/0')
  await say(speaker, { value: '2', note: 'second', item_gone: '' })
  await say(speaker, { tags: 'a' })
  expect(seen).toEqual([])
  await turn(model, 'listener/0', 'pre-series-upgrade')
  expect(seen.map((line) => (line as string[]).toSorted())).toEqual([
    ['added note by speaker/0', 'added tags by speaker/0', 'added value by speaker/0'],
  ])
  await turn(model, 'listener/0', 'post-series-upgrade')
  await say(speaker, { note: 'third' })
  await say(speaker, { note: '', value: '3' })
  await turn(model, 'listener/0', 'pre-series-upgrade')
  await turn(model, 'listener/0')
  expect(seen.slice(1)).toEqual([['removed note by speaker/0', 'changed value by speaker/0']])
})

test('a change survives a failed hook, and is handed over once', async () => {
  const seen: unknown[] = []
  let broken = false
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.changed', (_, hook) => void seen.push(lines(hook.changes('in'))))
    .when('in.joined', () => {
      if (broken) throw new Error('not now')
    })
  const speaker = await meeting({ charm })
  seen.length = 0
  broken = true
  await write(speaker, { value: '1' })
  expect((await speaker.model.step('listener/0'))?.outcome.state).toBe('failed')
  broken = false
  await speaker.model.settle()
  await turn(speaker.model, 'listener/0')
  expect(seen).toEqual([['added value by speaker/0'], ['added value by speaker/0']])
})

test('each consumer deals with changes by itself: none takes one from another', async () => {
  const seen: Record<'early' | 'late', unknown[]> = { early: [], late: [] }
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.changed', (_, hook) => void seen.early.push(...lines(hook.changes('in'))), 'early')
    .when(
      ['in.changed.value', 'hook:update-status'],
      (_, hook) => void seen.late.push(...lines(hook.changes('in'))),
      'late',
    )
  const speaker = await meeting({ charm })
  seen.early.length = 0
  await say(speaker, { value: '1', note: 'n' })
  await say(speaker, { value: '2' })
  await turn(speaker.model, 'listener/0')
  await turn(speaker.model, 'listener/0')
  expect(seen).toEqual({
    early: ['added note by speaker/0', 'added value by speaker/0', 'changed value by speaker/0'],
    late: ['added value by speaker/0'],
  })
})

test("an application's change is seen in whatever hook comes first, and not again in its own", async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.changed.owner', (_, hook) => {
    seen.push([hook.name, hook.changes('in')])
  })
  const speaker = await meeting({ charm })
  await write(speaker, { owner: 'me' }, 'app')
  speaker.model.configure('listener', {})
  expect(await attempt(speaker.model, 'listener/0', 'start')).toMatchObject({ hook: 'start' })
  await speaker.model.settle()
  expect(seen).toEqual([
    ['start', [{ fact: 'changed', relation: 'in:0', from: 'speaker', field: 'owner', key: 'owner', kind: 'added' }]],
  ])
})

test('to a handler that is new in an upgraded charm everything is added, and to the others nothing', async () => {
  const seen: unknown[] = []
  const old = defineCharm({ endpoints: { in: Listener } })
  old.when('in.changed.value', (_, hook) => void seen.push(['old', lines(hook.changes('in'))]), 'known')
  const upgraded = defineCharm({ endpoints: { in: Listener } })
  upgraded
    .when('in.changed.value', (_, hook) => void seen.push(['old', lines(hook.changes('in'))]), 'known')
    .when('in.changed.value', (_, hook) => void seen.push(['new', lines(hook.changes('in'))]), 'added')
  let charm: AnyCharm = old
  const speaker = await meeting({ program: (tools) => runHook(charm, tools), metadata: charmMetadata(old) })
  await say(speaker, { value: '1' })
  charm = upgraded
  await turn(speaker.model, 'listener/0', 'upgrade-charm')
  await speaker.model.settle()
  expect(seen).toEqual([
    ['old', ['added value by speaker/0']],
    ['new', ['added value by speaker/0']],
  ])
})

test('what a unit said is removed when it leaves', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.changed.value', (_, hook) => {
    seen.push(lines(hook.changes('in')))
  })
  const speaker = await meeting({ charm })
  await say(speaker, { value: '1' })
  speaker.model.removeUnit('speaker/0')
  await speaker.model.settle()
  expect(seen).toEqual([['added value by speaker/0'], ['removed value by speaker/0']])
})

test('a handler that asks for changes has to wait for them', async () => {
  const charm = defineCharm({ endpoints: { in: Listener } }).when('hook:update-status', (_, hook) => {
    hook.changes('in')
  })
  const { model } = await meeting({ charm })
  const { code, message } = await failure(model, 'listener/0')
  expect(code).toBe('CHANGES_UNWATCHED')
  expect(message).toContain('Name "in.changed" in its condition.')
})

test('a change that nobody waits for is not kept, and only digests of values are', async () => {
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when(all('in.changed', any('in.joined')), () => {})
    .when(all('in.changed.token', 'hook:stop'), () => {})
  const spy = spied(charm)
  const speaker = await meeting(spy.deployment)
  await say(speaker, { value: '1', note: 'a remark', token: 'hunter2' })
  await turn(speaker.model, 'listener/0')
  const stored = Object.fromEntries([...spy.state].map(([key, text]) => [key, JSON.parse(text) as unknown]))
  expect(Object.keys(stored)).toEqual(['interlayer.pending', 'interlayer.seen.in:0'])
  expect(stored['interlayer.pending']).toEqual({
    'all(in.changed, any(in.joined))': [],
    'all(in.changed.token, hook:stop)': [
      { fact: 'changed', relation: 'in:0', from: 'speaker/0', field: 'token', key: 'token', kind: 'added' },
    ],
  })
  expect(JSON.stringify(stored)).not.toMatch(/hunter2|a remark/)
})
