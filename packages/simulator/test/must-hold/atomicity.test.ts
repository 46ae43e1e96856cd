import { all, defineCharm, integer } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { idle } from '../support/program.ts'
import { spied } from '../support/spy.ts'
import { attempt, turn } from '../support/turn.ts'

const listens = { program: idle, metadata: { requires: { in: 'channel' } } } as const

/** Writes all that a hook can write, and then fails as long as it is told to. */
function writer(workload: { broken: boolean; runs: string[] }) {
  return defineCharm({
    endpoints: { out: Speaker, in: Listener },
    flags: { done: 'All is said.' },
    memory: { count: integer('How often it was said.', { default: 0 }) },
  })
    .once('first', all('out.joined', 'hook:update-status'), () => void workload.runs.push('first'))
    .when(
      ['out.joined', 'hook:update-status'],
      ({ out }, hook) => {
        out.say({ value: 1 })
        out.sign(hook.unit)
        hook.set('done')
        hook.memory.update({ count: (hook.memory.written.count ?? 0) + 1 })
        workload.runs.push(`count ${hook.memory.written.count ?? 0}, changed ${hook.changed('digest', 'content')}`)
      },
      'writes',
    )
    .when('done', () => {
      if (workload.broken) throw new Error('no space left')
    })
}

test('a throwing handler publishes nothing and stores nothing, and the retry starts from the old state and succeeds once', async () => {
  const workload = { broken: true, runs: [] as string[] }
  const spy = spied(writer(workload))
  const model = new Model({ seed: 1 })
  model.deploy('app', spy.deployment)
  model.deploy('listener', listens)
  const relation = model.relate('app:out', 'listener')
  await model.settle()
  const before = model.databag(relation, 'app/0')
  const { outcome } = await attempt(model, 'app/0')
  expect(outcome).toMatchObject({
    state: 'failed',
    error: { code: 'HANDLER_FAILED', cause: new Error('no space left') },
  })
  expect(spy.writes).toEqual([])
  expect(model.databag(relation, 'app/0')).toBe(before)
  const { state } = spy
  workload.broken = false
  await model.settle()
  expect(spy.state).toEqual(state)
  expect(spy.writes).toEqual([
    ['relationSet', 'out:0', 'unit', new Map([['value', '1']])],
    ['relationSet', 'out:0', 'app', new Map([['owner', 'app/0']])],
    [
      'stateSet',
      new Map([
        ['interlayer.flags', '["done"]'],
        ['interlayer.memory', '{"count":"1"}'],
        ['interlayer.once', '["first"]'],
        ['interlayer.remembered', expect.stringContaining('writes digest')],
      ]),
    ],
  ])
  expect(workload.runs).toEqual(['first', 'count 1, changed true', 'first', 'count 1, changed true'])
})

test('a second identical hook writes nothing at all, neither databag nor state', async () => {
  const charm = defineCharm({ endpoints: { out: Speaker, in: Listener }, flags: { said: 'It is said.' } })
    .when('out.joined', ({ out }, hook) => {
      out.say({ value: 1, tags: ['b', 'a'], 'item_{name}': { one: { size: 1 } } })
      out.sign(hook.unit)
      hook.set('said')
      hook.changed('digest', 'content')
    })
    .when('in.changed', ({ in: input }) => input.remember())
    .when('in.joined', ({ in: input }) => input.wish('more'))
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('app', spy.deployment)
  model.deploy('listener', listens)
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }) })
  model.relate('app:out', 'listener')
  model.relate('app:in', 'speaker')
  await model.settle()
  for (const hook of ['update-status', 'config-changed', 'update-status']) {
    await turn(model, 'app/0', hook)
    expect(spy.writes).toEqual([])
  }
})

test('writing is one call for each databag that differs, with the keys that differ, by number of the relation', async () => {
  const charm = defineCharm({ endpoints: { out: Speaker }, config: { value: integer('To say.', { default: 1 }) } })
  charm.when(all('out.joined', 'hook:update-status'), ({ out }, hook) => {
    for (const id of out.relationIds.toReversed()) {
      out.whisper(id, { value: hook.config.value, note: 'unchanged', token: 'unchanged' })
      if (hook.config.value === 2) out.whisper(id, { value: 3, note: 'unchanged', token: 'unchanged' })
    }
    out.sign(`owner ${hook.config.value}`)
  })
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('app', spy.deployment)
  for (const name of Array.from('abcdefghijk')) {
    model.deploy(name, listens)
    model.relate('app', name)
  }
  await model.settle()
  await turn(model, 'app/0')
  model.configure('app', { value: 2 })
  await model.settle()
  await turn(model, 'app/0')
  expect(spy.writes).toEqual(
    Array.from({ length: 11 }, (_, number) => [
      ['relationSet', `out:${number}`, 'unit', new Map([['value', '3']])],
      ['relationSet', `out:${number}`, 'app', new Map([['owner', 'owner 2']])],
    ]).flat(),
  )
})

test('a value that went and came back within a hook is not written', async () => {
  const charm = defineCharm({ endpoints: { out: Speaker } })
    .when('out.joined', ({ out }) => out.correct({ note: 'back and forth' }), 'says something else')
    .when('out.joined', ({ out }) => out.say({ value: 1 }), 'takes it back')
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('app', spy.deployment)
  model.deploy('listener', listens)
  model.relate('app', 'listener')
  await model.settle()
  expect((await turn(model, 'app/0')).ran).toEqual(['says something else', 'takes it back'])
  expect(spy.writes).toEqual([])
})

test('a promise that nobody awaited cannot write once the hook is over', async () => {
  let release: () => void = () => {}
  let late: readonly Promise<void>[] = []
  const charm = defineCharm({
    endpoints: { out: Speaker },
    flags: { done: 'Done.' },
    memory: { count: integer('Counted.') },
  }).when(all('out.joined', 'hook:update-status'), ({ out }, hook) => {
    const over = new Promise<void>((resolve) => (release = resolve))
    late = [
      over.then(() => out.say({ value: 2 })),
      over.then(() => hook.set('done')),
      over.then(() => hook.memory.update({ count: 1 })),
    ]
  })
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('app', spy.deployment)
  model.deploy('listener', listens)
  model.relate('app', 'listener')
  await model.settle()
  await turn(model, 'app/0')
  release()
  for (const write of late) await expect(write).rejects.toMatchObject({ code: 'WRITE_TOO_LATE' })
  expect(spy.writes).toEqual([])
})
