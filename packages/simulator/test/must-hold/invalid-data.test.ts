import { defineCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { Listener } from '../support/channel.ts'
import { hearing } from '../support/hearing.ts'
import { idle } from '../support/program.ts'
import { replacing } from '../support/tools.ts'
import { say } from '../support/turn.ts'

const secret = 'hunter2'

/** JSON of as many brackets as said. */
function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

function family(members: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: members }, (_, number) => [`item_${number}`, '{"size":1}']))
}

test.each([
  {
    what: 'a needed field that does not decode',
    values: { value: secret },
    key: 'value',
    problem: 'expected an integer',
  },
  {
    what: 'an optional field that does not decode',
    values: { value: '1', extra: `{${secret}` },
    key: 'extra',
    problem: 'expected JSON',
  },
  {
    what: 'a text beyond its bound',
    values: { value: '1', note: secret.repeat(150_000) },
    key: 'note',
    problem: 'longer than 1048576 characters',
  },
  { what: 'JSON nested too deep', values: { value: '1', extra: nested(65) }, key: 'extra', problem: 'expected JSON' },
  {
    what: 'a family with too many members',
    values: { value: '1', ...family(10_001) },
    key: 'item_{name}',
    problem: 'more than 10000 members',
  },
])('$what makes the databag invalid, names the key and never the value', async ({ values, key, problem }) => {
  const listener = await hearing()
  await say(listener, values)
  expect(listener.model.flags('listener/0')).toEqual(['in.invalid', 'in.joined'])
  expect(listener.last().states()).toEqual(['speaker/0 invalid'])
  expect(listener.last().problems).toEqual([{ key, problem, from: 'speaker/0' }])
  expect(JSON.stringify([listener.last().problems, listener.model.trace])).not.toContain(secret)
  expect(listener.last().data()).toEqual([])
})

test.each([
  { what: 'a text of the greatest length', values: { note: 'x'.repeat(1_048_576) } },
  { what: 'JSON of the greatest depth', values: { extra: nested(64) } },
  { what: 'a family with as many members as allowed', values: family(10_000) },
])('$what is still read', async ({ values }) => {
  const listener = await hearing()
  await say(listener, { value: '1', ...values })
  expect(listener.model.flags('listener/0')).toEqual(['in.available', 'in.joined'])
})

test('a databag that is made good again is ready in that very hook', async () => {
  const listener = await hearing()
  await say(listener, { value: 'one' })
  await say(listener, { value: '1' })
  expect(listener.model.flags('listener/0')).toEqual(['in.available', 'in.joined'])
})

test('a member of a family that does not decode leaves its neighbours ready and is named', async () => {
  const listener = await hearing()
  await say(listener, { value: '1', item_good: '{"size":1}', item_bad: `{"size":"${secret}"}` })
  expect(listener.model.flags('listener/0')).toEqual(['in.available', 'in.invalid', 'in.joined'])
  expect(listener.last().data()).toEqual([{ value: 1, 'item_{name}': { good: { size: 1 } } }])
  expect(listener.last().rejected()).toEqual([{ key: 'item_bad', problem: 'expected another value at *' }])
  expect(listener.last().problems).toEqual([
    { key: 'item_bad', problem: 'expected another value at *', from: 'speaker/0' },
  ])
})

test("unknown keys and the names of JavaScript's prototypes change nothing", async () => {
  const listener = await hearing()
  await say(listener, { value: '1' })
  const [data, changes, flags] = [listener.last().data(), listener.changes(), listener.model.flags('listener/0')]
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'unheard-of',
    'item_',
  ]
  await say(listener, Object.fromEntries(names.map((name) => [name, '{"polluted":true}'])))
  expect(listener.model.databag({ number: 0 }, 'speaker/0')?.size).toBe(4 + names.length)
  expect(listener.last().data()).toEqual(data)
  expect(listener.changes()).toBe(changes)
  expect(listener.model.flags('listener/0')).toEqual(flags)
  expect(Object.getPrototypeOf(listener.last().data()[0])).toBeNull()
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('members of families may have any name, and none reaches a prototype', async () => {
  const listener = await hearing()
  await say(listener, { value: '1', item___proto__: '{"size":1}', item_constructor: '{"size":2}' })
  const [data] = listener.last().data() as readonly { 'item_{name}': object }[]
  expect(Object.entries(data?.['item_{name}'] ?? {})).toEqual([
    ['__proto__', { size: 1 }],
    ['constructor', { size: 2 }],
  ])
  expect(Object.getPrototypeOf(data?.['item_{name}'])).toBeNull()
})

test('empty text is absence: a needed field that is emptied leaves the databag waiting', async () => {
  const listener = await hearing()
  await say(listener, { value: '1', note: 'n' })
  await say(listener, { note: '' })
  expect(listener.last().data()).toEqual([{ value: 1, 'item_{name}': {} }])
  await say(listener, { value: '' })
  expect(listener.last().states()).toEqual(['speaker/0 waiting'])
  expect(listener.model.flags('listener/0')).toEqual(['in.joined'])
})

test('empty text is absence also where the tools hand it over', async () => {
  const data: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.joined', ({ in: input }) => {
    data.push(input.data(), input.states(), input.problems)
  })
  const model = new Model()
  model.deploy('speaker', { program: idle, metadata: { provides: { out: 'channel' } } })
  model.deploy('listener', {
    metadata: charmMetadata(charm),
    program: (tools) => runHook(charm, replacing(tools, { relationGet: async () => texts })),
  })
  let texts = new Map([
    ['value', '1'],
    ['note', ''],
    ['item_a', ''],
  ])
  model.relate('listener', 'speaker')
  await model.step('listener/0')
  await model.settle()
  expect(data.slice(-3)).toEqual([[{ value: 1, 'item_{name}': {} }], ['speaker/0 ready'], []])
  texts = new Map([['value', '']])
  model.trigger('listener/0', 'update-status')
  await model.settle()
  expect(data.slice(-3)).toEqual([[], ['speaker/0 waiting'], []])
})
