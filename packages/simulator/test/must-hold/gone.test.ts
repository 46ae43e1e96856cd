import { any, defineCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { Gossip, Listener, Speaker } from '../support/channel.ts'
import { replacing } from '../support/tools.ts'
import { attempt, failure, turn } from '../support/turn.ts'

/** By unit, the hook and what was gone in it. */
type Log = Map<string, unknown[]>

/** A listener that notes who is gone, and on which hooks it still sees relations. */
function listener(log: Log) {
  return defineCharm({ endpoints: { in: Listener, other: Listener, cluster: Gossip } })
    .when(any('in.departed', 'in.broken'), (_, hook) => note(log, hook.unit, [hook.name, ...hook.gone('in')]))
    .when(any('other.departed', 'other.broken'), (_, hook) => note(log, hook.unit, [hook.name, ...hook.gone('other')]))
    .when('cluster.departed', (_, hook) => note(log, hook.unit, [hook.name, ...hook.gone('cluster')]))
}

function note(log: Log, unit: string, entry: unknown): void {
  log.set(unit, [...(log.get(unit) ?? []), entry])
}

interface Meeting {
  readonly model: Model
  readonly log: Log
  readonly relation: { readonly number: number }
}

/** Two listeners and two speakers that have met. */
async function meeting(seed = 1): Promise<Meeting> {
  const log: Log = new Map()
  const model = new Model({ seed })
  model.deploy('listener', { charm: listener(log), units: 2 })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }), units: 2 })
  const relation = model.relate('listener:in', 'speaker')
  await model.settle()
  expect(log.size).toBe(0)
  return { model, log, relation }
}

const departed = (relation: string, unit: string, reason: string): object => ({
  fact: 'departed',
  relation,
  unit,
  reason,
})
const broken = (relation: string, app: string, reason: string): object => ({ fact: 'broken', relation, app, reason })

test('a remote unit that goes has departed, with that unit as the reason, on every unit that saw it', async () => {
  const { model, log } = await meeting()
  model.removeUnit('speaker/1')
  await model.settle()
  const entry = ['in-relation-departed', departed('in:1', 'speaker/1', 'unit-gone')]
  expect(Object.fromEntries(log)).toEqual({ 'listener/0': [entry], 'listener/1': [entry] })
})

test('a unit that leaves hears of every departure and ending as its own leaving, and its siblings of it alone', async () => {
  const { model, log } = await meeting()
  model.removeUnit('listener/1')
  await model.settle()
  expect(log.get('listener/1')).toEqual([
    [
      'in-relation-departed',
      departed('in:1', 'speaker/0', 'leaving'),
      departed('in:1', 'speaker/1', 'leaving'),
      broken('in:1', 'speaker', 'leaving'),
    ],
    ['cluster-relation-departed', departed('cluster:0', 'listener/0', 'leaving')],
  ])
  expect(log.get('listener/0')).toEqual([
    ['cluster-relation-departed', departed('cluster:0', 'listener/1', 'unit-gone')],
  ])
})

test('a unit that goes before anybody joined its relation leaves it, and the relation has not ended', async () => {
  const log: Log = new Map()
  const model = new Model({ seed: 1 })
  model.deploy('listener', { charm: listener(log), units: 2 })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }), units: 0 })
  model.relate('listener:in', 'speaker')
  await model.settle()
  model.removeUnit('listener/0')
  await model.settle()
  expect(Object.fromEntries(log)).toEqual({
    'listener/0': [
      ['in-relation-broken', broken('in:1', 'speaker', 'leaving')],
      ['cluster-relation-departed', departed('cluster:0', 'listener/1', 'leaving')],
    ],
    'listener/1': [['cluster-relation-departed', departed('cluster:0', 'listener/0', 'unit-gone')]],
  })
})

test('a relation that ends is broken as a whole, after its units went', async () => {
  const { model, log, relation } = await meeting()
  model.removeRelation(relation)
  await model.settle()
  const facts = log.get('listener/0')?.flatMap((entry) => (entry as unknown[]).slice(1))
  expect(facts).toEqual([
    departed('in:1', 'speaker/0', 'unit-gone'),
    departed('in:1', 'speaker/1', 'relation-gone'),
    broken('in:1', 'speaker', 'relation-gone'),
  ])
})

test('an application that goes leaves, and for the other side its relation is gone', async () => {
  const { model, log } = await meeting()
  const leaving: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.broken', (_, hook) => {
    leaving.push([hook.unit, ...hook.gone('in')])
  })
  model.deploy('third', { charm })
  model.relate('third', 'speaker')
  await model.settle()
  model.removeApplication('third')
  model.removeApplication('speaker')
  await model.settle()
  expect(leaving).toEqual([['third/0', broken('in:2', 'speaker', 'leaving')]])
  expect(log.get('listener/1')?.flat()).toContainEqual(broken('in:1', 'speaker', 'relation-gone'))
})

test('broken without any unit is an ending too', async () => {
  const { model, log, relation } = await meeting()
  for (const unit of ['speaker/0', 'speaker/1']) model.removeUnit(unit)
  await model.settle()
  log.clear()
  model.removeRelation(relation)
  await model.settle()
  const entry = ['in-relation-broken', broken('in:1', 'speaker', 'relation-gone')]
  expect(Object.fromEntries(log)).toEqual({ 'listener/0': [entry], 'listener/1': [entry] })
})

test('a departure survives a failed hook and a hook that the operator skipped, and is handed over once', async () => {
  const seen: unknown[] = []
  let failures = 2
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.departed', (_, hook) => {
    seen.push([hook.name, ...hook.gone('in')])
    if (failures-- > 0) throw new Error('not now')
  })
  const model = new Model({ seed: 1 })
  model.deploy('listener', { charm })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }), units: 2 })
  model.relate('listener', 'speaker')
  await model.settle()
  model.removeUnit('speaker/1')
  await model.step('listener/0')
  expect(model.status('listener/0').workload).toBe('error')
  model.resolve('listener/0', { retry: false })
  await attempt(model, 'listener/0')
  await model.settle()
  await turn(model, 'listener/0')
  const gone = departed('in:0', 'speaker/1', 'unit-gone')
  expect(seen).toEqual([
    ['in-relation-departed', gone],
    ['update-status', gone],
    ['update-status', gone],
  ])
})

test('to a leaving unit its relations are closed: it publishes nothing, sees nobody but peers, and remembers that', async () => {
  for (let seed = 0; seed < 10; seed++) {
    const seen: { hook: string; relations: readonly string[]; joined: boolean; peers: boolean }[] = []
    const charm = defineCharm({ endpoints: { out: Speaker, cluster: Gossip } }).when(
      { all: [] },
      ({ out, cluster }, hook) => {
        out.say({ value: 1, note: hook.name })
        if (hook.unit === 'app/1')
          seen.push({ hook: hook.name, relations: out.relationIds, joined: out.joined, peers: cluster.joined })
      },
    )
    const model = new Model({ seed })
    const listener = defineCharm({ endpoints: { in: Listener } })
    model.deploy('app', { charm, units: 3 })
    model.deploy('listener', { charm: listener, units: 2 })
    model.deploy('other', { charm: listener })
    const relations = [model.relate('app:out', 'listener'), model.relate('app:out', 'other')]
    await model.settle()
    const bags = relations.map((relation) => model.databag(relation, 'app/1'))
    seen.length = 0
    model.removeUnit('app/1')
    await model.settle()
    expect(seen.map(({ hook }) => hook)).toHaveLength(9)
    expect(seen.filter(({ relations: open, joined }) => open.length > 0 || joined)).toEqual([])
    expect(seen.slice(-4)).toMatchObject([
      { hook: 'cluster-relation-departed', peers: true },
      { hook: 'cluster-relation-departed', peers: false },
      { hook: 'stop', peers: false },
      { hook: 'remove', peers: false },
    ])
    expect(relations.map((relation) => model.databag(relation, 'app/1'))).toEqual(bags)
  }
})

test('who departs is not among the units, whatever the tools list', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } })
  charm.when('in.departed', ({ in: input }) => void seen.push(input.states()))
  const model = new Model({ seed: 1 })
  model.deploy('listener', {
    metadata: charmMetadata(charm),
    program: (tools) => runHook(charm, replacing(tools, { relationUnits: async () => ['speaker/0', 'speaker/1'] })),
  })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }), units: 2 })
  model.relate('listener', 'speaker')
  await model.settle()
  model.removeUnit('speaker/0')
  await model.settle()
  expect(seen).toEqual([['speaker/1 waiting']])
})

test('in departed and broken hooks, who goes is neither listed nor written to any more', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when({ all: [] }, ({ in: input }, hook) => {
    if (/departed|broken/.test(hook.name)) seen.push([hook.name, input.states(), input.joined])
    input.wish(hook.name)
  })
  const model = new Model({ seed: 3 })
  model.deploy('listener', { charm })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }), units: 2 })
  const relation = model.relate('listener', 'speaker')
  await model.settle()
  model.removeRelation(relation)
  await model.settle()
  expect(seen).toEqual([
    ['in-relation-departed', ['speaker/1 waiting'], true],
    ['in-relation-departed', [], false],
    ['in-relation-broken', [], false],
  ])
})

test('a relation that breaks is gone, whatever the tools list', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.broken', ({ in: input }, hook) => {
    seen.push([hook.name, input.partners(), ...hook.gone('in')])
  })
  const model = new Model({ seed: 1 })
  model.deploy('listener', {
    metadata: charmMetadata(charm),
    program: (tools) => runHook(charm, replacing(tools, { relationIds: async () => listed })),
  })
  model.deploy('speaker', { charm: defineCharm({ endpoints: { out: Speaker } }) })
  const relation = model.relate('listener', 'speaker')
  let listed: readonly string[] = []
  await model.step('listener/0')
  listed = [`in:${relation.number}`]
  await model.settle()
  model.removeRelation(relation)
  await model.settle()
  expect(seen).toEqual([['in-relation-broken', [], broken('in:0', 'speaker', 'relation-gone')]])
})

test('a handler that asks who is gone has to wait for it', async () => {
  const charm = defineCharm({ endpoints: { in: Listener } }).when(
    'hook:update-status',
    (_, hook) => void hook.gone('in'),
  )
  const model = new Model()
  model.deploy('listener', { charm })
  await model.settle()
  expect((await failure(model, 'listener/0')).code).toBe('CHANGES_UNWATCHED')
})
