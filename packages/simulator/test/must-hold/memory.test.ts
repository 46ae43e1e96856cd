import { defineCharm, integer, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { spied } from '../support/spy.ts'
import { turn } from '../support/turn.ts'

function speaker(value: number) {
  return defineCharm({ endpoints: { out: Speaker } }).when('out.joined', ({ out }) => out.say({ value }))
}

test('what is remembered about a relation is private to the unit, apart from other relations, and gone with its relation', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.available', ({ in: input }) => input.remember())
    .when('hook:update-status', ({ in: input }) => void seen.push(input.remembered()))
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('listener', spy.deployment)
  model.deploy('one', { charm: speaker(1) })
  model.deploy('two', { charm: speaker(2) })
  const [first] = [model.relate('listener', 'one'), model.relate('listener', 'two')]
  await model.settle()
  await turn(model, 'listener/0')
  model.removeRelation(first)
  await model.settle()
  await turn(model, 'listener/0')
  model.relate('listener', 'one')
  await model.settle()
  await turn(model, 'listener/0')
  expect(seen).toEqual([
    { 'in:0': { 'one/0': 1 }, 'in:1': { 'two/0': 2 } },
    { 'in:1': { 'two/0': 2 } },
    { 'in:1': { 'two/0': 2 }, 'in:2': { 'one/0': 1 } },
  ])
  expect([...spy.state.keys()].filter((key) => key.includes('memory'))).toEqual([
    'interlayer.memory.in:1',
    'interlayer.memory.in:2',
  ])
})

test('when all relations are gone, nothing about them is left in the state of the unit', async () => {
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.available', ({ in: input }) => input.remember())
    .when('in.changed', () => {})
  const spy = spied(charm)
  const model = new Model({ seed: 1 })
  model.deploy('listener', spy.deployment)
  model.deploy('one', { charm: speaker(1), units: 3 })
  model.deploy('two', { charm: speaker(2) })
  for (const relation of [model.relate('listener', 'one'), model.relate('listener', 'two')]) {
    await model.settle()
    model.removeRelation(relation)
    await model.settle()
  }
  await turn(model, 'listener/0')
  expect([...spy.state]).toEqual([['interlayer.pending', '{"in.changed":[]}']])
})

test('what the charm remembers for itself outlives relations, reads back by its fields, and can be cleared', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({
    endpoints: {},
    memory: { count: integer('Counted.', { default: 0 }), name: text('Named.', { optional: true }) },
  }).when('hook:update-status', (_, { memory }) => {
    seen.push({ ...memory.written })
    const { count = 0 } = memory.written
    if (count === 2) memory.clear()
    else memory.update({ count: count + 1, name: count === 0 ? 'first' : undefined })
  })
  const model = new Model()
  model.deploy('app', { charm, units: 2 })
  await model.settle()
  for (let turns = 0; turns < 4; turns++) await turn(model, 'app/0')
  await turn(model, 'app/1')
  expect(seen).toEqual([{}, { count: 1, name: 'first' }, { count: 2 }, {}, {}])
})
