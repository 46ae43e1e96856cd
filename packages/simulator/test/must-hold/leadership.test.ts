import { defineCharm } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Gossip, Speaker } from '../support/channel.ts'
import { idle } from '../support/program.ts'
import { attempt, turn } from '../support/turn.ts'

const listens = { program: idle, metadata: { requires: { in: 'channel' } } } as const

/** Every unit speaks for its application in every hook, if it may. */
function claimant() {
  return defineCharm({ endpoints: { out: Speaker, cluster: Gossip } })
    .when('out.joined', ({ out }, hook) => void out.sign(hook.unit))
    .when({ all: [] }, ({ cluster }, hook) => void cluster.proclaim(hook.unit), 'proclaims')
}

test('a follower never writes application data, whatever the order of hooks and elections', async () => {
  for (let seed = 0; seed < 25; seed++) {
    const model = new Model({ seed })
    model.deploy('app', { charm: claimant(), units: 3 })
    model.deploy('listener', listens)
    const relation = model.relate('app', 'listener')
    await model.settle()
    for (const unit of ['app/1', 'app/2', 'app/0', 'app/2']) {
      model.elect(unit)
      for (const other of ['app/0', 'app/1', 'app/2']) model.trigger(other, 'update-status')
      await model.settle()
      expect(model.databag(relation, 'app')?.get('owner')).toBe(unit)
    }
    expect(writersOf(model, 'app')).toEqual(leadersOf(model, 'app'))
  }
})

/** Who wrote the application's databags, in order. */
function writersOf({ trace }: Model, application: string): readonly (string | undefined)[] {
  const units = new Map(trace.flatMap((event) => (event.event === 'hook' ? [[event.number, event.unit]] : [])))
  return trace.flatMap((event) =>
    event.event === 'databag' && event.owner === application ? [units.get(event.hook ?? 0)] : [],
  )
}

/** Who led when the application's databags were written, in order. */
function leadersOf({ trace }: Model, application: string): readonly (string | undefined)[] {
  let leader: string | undefined
  return trace.flatMap((event) => {
    if (event.event === 'leader' && event.application === application) leader = event.unit
    return event.event === 'databag' && event.owner === application ? [leader] : []
  })
}

test('leadership that is lost while a hook runs fails it with nothing written, and the retry runs as a follower', async () => {
  const model = new Model({ seed: 1 })
  const led: boolean[] = []
  const charm = defineCharm({ endpoints: { out: Speaker } }).when(
    ['out.joined', 'hook:update-status'],
    ({ out }, hook) => {
      led.push(hook.leader)
      out.say({ value: led.length })
      out.sign(hook.unit)
      model.elect('app/1')
    },
  )
  model.deploy('app', { charm, units: 2 })
  model.deploy('listener', listens)
  const relation = model.relate('app', 'listener')
  await model.settle()
  expect((await attempt(model, 'app/0')).outcome.state).toBe('failed')
  expect(model.databag(relation, 'app/0')?.get('value')).toBeUndefined()
  await model.settle()
  expect(led).toEqual([true, false])
  expect(model.databag(relation, 'app/0')?.get('value')).toBe('2')
  expect(model.databag(relation, 'app')).toEqual(new Map())
})

test('the leader flag holds for exactly the unit that leads', async () => {
  const charm = defineCharm({ endpoints: {} }).when('leader', () => {}, 'leads')
  const model = new Model({ seed: 1 })
  model.deploy('app', { charm, units: 2 })
  await model.settle()
  const ran = async () => [(await turn(model, 'app/0')).ran, (await turn(model, 'app/1')).ran]
  expect(await ran()).toEqual([['leads'], []])
  model.elect('app/1')
  await model.settle()
  expect(await ran()).toEqual([[], ['leads']])
})
