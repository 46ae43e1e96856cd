import { defineCharm, integer, not, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Gossip, Listener, Speaker } from '../support/channel.ts'
import { turn } from '../support/turn.ts'

/** Says its configuration, or its unit's number where there is none. */
function speaker() {
  const config = { value: integer('What to say.', { optional: true }) }
  return defineCharm({ endpoints: { out: Speaker }, config }).when('out.joined', ({ out }, hook) => {
    out.say({ value: hook.config.value ?? Number(hook.unit.split('/')[1]) })
  })
}

test('10 departed: who left is known with what it said last while others remain, and the last one clears joined in that hook', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when('in.departed', ({ in: input }, hook) => {
      seen.push([hook.name, hook.gone('in'), input.heard().map(({ unit }) => unit), input.remembered(), input.joined])
    })
    .when(not('in.joined'), (_, hook) => {
      if (hook.name.startsWith('in-')) seen.push([hook.name, 'alone'])
    })
    .when('in.available', ({ in: input }) => input.remember())
  const model = new Model({ seed: 10 })
  model.deploy('listener', { charm })
  model.deploy('speaker', { charm: speaker(), units: 2 })
  model.relate('listener', 'speaker')
  await model.settle()
  seen.length = 0
  for (const unit of ['speaker/1', 'speaker/0']) {
    model.removeUnit(unit)
    await model.settle()
  }
  const said = { 'in:0': { 'speaker/0': 0, 'speaker/1': 1 } }
  const gone = (unit: string) => [{ fact: 'departed', relation: 'in:0', unit, reason: 'unit-gone' }]
  expect(seen).toEqual([
    ['in-relation-departed', gone('speaker/1'), ['speaker/0'], said, true],
    ['in-relation-departed', gone('speaker/0'), [], said, false],
    ['in-relation-departed', 'alone'],
  ])
})

test('11 two endpoints of one interface in one charm have their own instances, flags and databags', async () => {
  const charm = defineCharm({ endpoints: { left: Speaker, right: Speaker } })
    .when('left.joined', ({ left }) => left.say({ value: 1 }))
    .when('right.joined', ({ right }) => right.say({ value: 2 }))
  const model = new Model({ seed: 11 })
  model.deploy('hub', { charm })
  model.deploy('listener', { charm: defineCharm({ endpoints: { in: Listener } }) })
  model.deploy('other', { charm: defineCharm({ endpoints: { in: Listener } }) })
  const left = model.relate('hub:left', 'listener')
  await model.settle()
  expect(model.flags('hub/0')).toEqual(['left.joined'])
  const right = model.relate('hub:right', 'other')
  await model.settle()
  expect(model.flags('hub/0')).toEqual(['left.joined', 'right.joined'])
  expect([left, right].map((relation) => model.databag(relation, 'hub/0')?.get('value'))).toEqual(['1', '2'])
  model.removeRelation(left)
  await model.settle()
  expect(model.flags('hub/0')).toEqual(['right.joined'])
  expect(model.databag(right, 'hub/0')?.get('value')).toBe('2')
})

test('11 two relations on one endpoint are both there, each with its own databag, and one ends without the other', async () => {
  const charm = defineCharm({ endpoints: { out: Speaker } }).when('out.joined', ({ out }) => {
    for (const id of out.relationIds) out.whisper(id, { value: 40 + Number(id.split(':')[1]) })
  })
  const heard = new Map<string, unknown>()
  const listener = defineCharm({ endpoints: { in: Listener } }).when(
    'in.available',
    ({ in: input }, hook) => void heard.set(hook.unit, input.heard()),
  )
  const model = new Model({ seed: 12 })
  model.deploy('hub', { charm })
  model.deploy('listener', { charm: listener })
  model.deploy('other', { charm: listener })
  const [first] = [model.relate('hub', 'listener'), model.relate('hub', 'other')]
  await model.settle()
  expect(Object.fromEntries(heard)).toEqual({
    'listener/0': [{ relation: 'in:0', unit: 'hub/0', value: 40 }],
    'other/0': [{ relation: 'in:1', unit: 'hub/0', value: 41 }],
  })
  model.removeRelation(first)
  await model.settle()
  expect(model.flags('hub/0')).toEqual(['out.joined'])
  expect(model.flags('listener/0')).toEqual([])
  expect(model.flags('other/0')).toEqual(['in.available', 'in.joined'])
})

test('12 merge: units come in the order of their numbers, none wins by being first, and who differs is named', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('hook:update-status', ({ in: input }) => {
    seen.push(
      input.heard().map(({ unit }) => unit),
      input.together(),
    )
  })
  const model = new Model({ seed: 12 })
  model.deploy('listener', { charm })
  const units = Array.from({ length: 11 }, (_, number) => `speaker/${number}`)
  model.deploy('speaker', { charm: speaker(), units: units.length, config: { value: 7 } })
  model.deploy('other', { charm: speaker(), config: { value: 7 } })
  model.relate('listener', 'other')
  model.relate('listener', 'speaker')
  await model.settle()
  await turn(model, 'listener/0')
  model.configure('other', { value: 8 })
  await model.settle()
  await turn(model, 'listener/0')
  expect(seen).toEqual([
    ['other/0', ...units],
    { state: 'ready', data: { value: 7, 'item_{name}': {} }, rejected: [] },
    ['other/0', ...units],
    { state: 'disagreeing', fields: { value: ['other/0', ...units] } },
  ])
})

test('14 peers: a single unit has nobody joined, and still reads what it proclaimed for its own application', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { cluster: Gossip } }).when('hook:update-status', ({ cluster }) => {
    cluster.proclaim('together')
    seen.push([cluster.joined, cluster.nicks(), cluster.mottos()])
  })
  const model = new Model({ seed: 14 })
  model.deploy('web', { charm })
  await model.settle()
  await turn(model, 'web/0')
  await model.settle()
  await turn(model, 'web/0')
  expect(model.flags('web/0')).toEqual([])
  expect(seen).toEqual([
    [false, [], ['web: none']],
    [false, [], ['web: together']],
  ])
})

test("15 leader data: remote units and peers read it once the leader's hook succeeded, and a follower has no way to write it", async () => {
  const seen = new Map<string, unknown>()
  const charm = defineCharm({
    endpoints: { out: Speaker, cluster: Gossip },
    config: { motto: text('For all.', { default: 'one' }) },
  }).when('hook:update-status', ({ out, cluster }, hook) => {
    const [signed, proclaimed] = [out.sign(hook.unit), cluster.proclaim(hook.config.motto)]
    seen.set(hook.unit, { signed, proclaimed, mottos: cluster.mottos() })
  })
  const listener = defineCharm({ endpoints: { in: Listener } }).when(
    'in.owned',
    ({ in: input }, hook) => void seen.set(hook.unit, input.owners()),
  )
  const model = new Model({ seed: 15 })
  model.deploy('speaker', { charm, units: 2 })
  model.deploy('listener', { charm: listener })
  const relation = model.relate('speaker', 'listener')
  await model.settle()
  await turn(model, 'speaker/1')
  expect(seen.get('speaker/1')).toEqual({ signed: false, proclaimed: false, mottos: ['speaker: none'] })
  expect(model.databag(relation, 'speaker')).toEqual(new Map())
  await turn(model, 'speaker/0')
  expect(seen.get('listener/0')).toBeUndefined()
  await model.settle()
  expect(seen.get('listener/0')).toEqual(['speaker: speaker/0'])
  await turn(model, 'speaker/1')
  expect(seen.get('speaker/1')).toEqual({ signed: false, proclaimed: false, mottos: ['speaker: one'] })
  expect(model.databag(relation, 'speaker')).toEqual(new Map([['owner', 'speaker/0']]))
})
