import { defineCharm, not } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { failure, turn } from '../support/turn.ts'

test('handlers that keep toggling a flag end in an error that names the cycle', async () => {
  const charm = defineCharm({ endpoints: {}, flags: { a: 'Toggled.' } })
    .when(['hook:update-status', 'a'], (_, hook) => hook.clear('a'), 'clears')
    .when(['hook:update-status', not('a')], (_, hook) => hook.set('a'), 'sets')
    .when('a', () => {}, 'bystander')
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const { code, message, details } = await failure(model, 'app/0')
  expect(code).toBe('DISPATCH_UNBOUNDED')
  expect(message).toContain('"sets" → "clears" → "sets" → "clears" → "sets" → "clears"')
  expect(details).toEqual({
    due: ['sets'],
    last: ['sets', 'clears', 'sets', 'clears', 'sets', 'clears'],
  })
  expect(model.flags('app/0')).toEqual([])
})

test('a hundred handlers that set each other off once are no cycle', async () => {
  const names = Array.from({ length: 99 }, (_, number) => `step${number}`)
  const charm = defineCharm({ endpoints: {}, flags: Object.fromEntries(names.map((name) => [name, 'A step.'])) })
  charm.when('hook:update-status', (_, hook) => hook.set('step0'), 'start')
  for (const [index, name] of names.entries())
    charm.when(name, (_, hook) => hook.set(names[index + 1] ?? name), `after ${name}`)
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  expect((await turn(model, 'app/0')).ran).toEqual(['start', ...names.map((name) => `after ${name}`)])
})

test('flags that keep setting and clearing each other end in an error that names them', async () => {
  const charm = defineCharm({
    endpoints: {},
    flags: {
      calm: { description: 'Has no part in it.', setBy: 'hook:update-status' },
      armed: { description: 'Makes it spin.', setBy: 'hook:update-status' },
      spin: { description: 'Spins.', setBy: { all: ['armed', not('spin')] }, clearedBy: 'spin' },
    },
  })
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const { code, message } = await failure(model, 'app/0')
  expect(code).toBe('TRIGGER_UNBOUNDED')
  expect(message).toContain('each other: spin setBy, spin clearedBy.')
  expect(model.flags('app/0')).toEqual([])
})

test('two charms that keep answering each other are reported by settle, with the keys that they write', async () => {
  const speaker = defineCharm({ endpoints: { out: Speaker } }).when('out.wished', ({ out }) => {
    out.say({ value: Number(out.wishes()[0]) + 1 })
  })
  const listener = defineCharm({ endpoints: { in: Listener } }).when('in.joined', ({ in: input }) => {
    input.wish(String(input.heard()[0]?.value ?? 0))
  })
  const model = new Model({ seed: 1 })
  model.deploy('speaker', { charm: speaker })
  model.deploy('listener', { charm: listener })
  model.relate('speaker', 'listener')
  const keys = /listener\/0 keeps writing "wish" in .*; speaker\/0 keeps writing "value" in /
  await expect(model.settle()).rejects.toThrow(keys)
  await expect(model.settle()).rejects.toMatchObject({ code: 'EXCHANGE_UNBOUNDED' })
})
