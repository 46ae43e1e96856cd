import { defineCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Model, type Program } from '../../src/index.ts'
import { AskerProvider, AskerProvider0, AskerRequirer, AskerRequirer0 } from '../support/asker.ts'
import { GreeterProvider, GreeterProvider0, GreeterRequirer, GreeterRequirer0 } from '../support/greeter.ts'
import { turn } from '../support/turn.ts'

const names = ['ann', 'bob']
const provider = defineCharm({ endpoints: { out: GreeterProvider } }).when('out.asked', ({ out }) => out.say(names))
const oldProvider = defineCharm({ endpoints: { out: GreeterProvider0 } }).when('out.joined', ({ out }) =>
  out.say('eve'),
)

type Seen = Map<string, unknown>

function requirer(seen: Seen) {
  const charm = defineCharm({ endpoints: { in: GreeterRequirer } })
  return charm.when('in.known', (endpoints, hook) => void seen.set(hook.unit, endpoints.in.names()))
}

function oldRequirer(seen: Seen) {
  const charm = defineCharm({ endpoints: { in: GreeterRequirer0 } })
  return charm.when('in.known', (endpoints, hook) => void seen.set(hook.unit, endpoints.in.names()))
}

/** What a member of a relation has written, without Juju's own keys. */
function written(
  model: Model,
  relation: { readonly number: number },
  member: string,
): Readonly<Record<string, string>> {
  const own = [...(model.databag(relation, member) ?? [])].filter(([key]) => !/address|subnets/.test(key))
  return Object.fromEntries(own)
}

test('one endpoint serves partners of both generations at once, each by the keys that it knows', async () => {
  const seen: Seen = new Map()
  const model = new Model({ seed: 1 })
  model.deploy('host', { charm: provider })
  model.deploy('young', { charm: requirer(seen) })
  model.deploy('old', { charm: oldRequirer(seen) })
  const [young, old] = [model.relate('host', 'young'), model.relate('host', 'old')]
  await model.settle()
  expect(Object.fromEntries(seen)).toEqual({ 'young/0': names, 'old/0': ['ann and bob'] })
  expect([written(model, young, 'host'), written(model, young, 'host/0')]).toEqual([
    { names: '["ann","bob"]', version: '1' },
    {},
  ])
  expect([written(model, old, 'host'), written(model, old, 'host/0')]).toEqual([{}, { name: 'ann and bob' }])
})

test('the trace shows what is written by any wire of an endpoint', async () => {
  const model = new Model({ seed: 1 })
  model.deploy('host', { charm: provider })
  model.deploy('old', { charm: oldRequirer(new Map()) })
  model.relate('host', 'old')
  await model.settle()
  const shown = model.trace.flatMap((event) =>
    event.event === 'databag' && event.key === 'name' ? [[event.owner, event.after]] : [],
  )
  expect(shown).toEqual([['host/0', 'ann and bob']])
})

test('a side that asks by every wire is told what changed in whichever it is answered', async () => {
  const told: unknown[] = []
  const asking = defineCharm({ endpoints: { in: AskerRequirer } }).when('in.changed', (_, hook) => {
    told.push(...hook.changes('in').map(({ key, field, kind }) => [key, field, kind]))
  })
  const model = new Model({ seed: 1 })
  model.deploy('young', { charm: asking })
  model.deploy('old', { charm: defineCharm({ endpoints: { out: AskerProvider0 } }) })
  model.relate('young', 'old')
  await model.settle()
  expect(told).toContainEqual(['young/0.answer', '{unit}.answer', 'added'])
})

test('a partner of today reads one of yesterday', async () => {
  const seen: Seen = new Map()
  const model = new Model({ seed: 2 })
  model.deploy('host', { charm: oldProvider })
  model.deploy('young', { charm: requirer(seen) })
  const relation = model.relate('host', 'young')
  await model.settle()
  expect(Object.fromEntries(seen)).toEqual({ 'young/0': ['eve'] })
  expect(written(model, relation, 'young')).toEqual({ version: '1' })
})

test('whatever the order of hooks, both sides end in the newer wire, with nothing left of the older, and are silent then', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const seen: Seen = new Map()
    const model = new Model({ seed })
    model.deploy('host', { charm: provider, units: 2 })
    model.deploy('young', { charm: requirer(seen), units: 2 })
    const relation = model.relate('host', 'young')
    await model.settle()
    for (const { name } of model.units) await turn(model, name)
    expect(await model.settle()).toBe(0)
    expect(Object.fromEntries(seen)).toEqual({ 'young/0': names, 'young/1': names })
    expect(['host/0', 'host/1'].map((unit) => written(model, relation, unit))).toEqual([{}, {}])
  }
})

test('a change of a key is waited for by the name that it has in any of the wires', async () => {
  const heard: string[] = []
  const charm = defineCharm({ endpoints: { in: GreeterRequirer } })
    .when('in.changed.name', () => void heard.push('name'))
    .when('in.changed.names', () => void heard.push('names'))
  const model = new Model({ seed: 3 })
  model.deploy('host', { charm: oldProvider })
  model.deploy('young', { charm })
  model.relate('host', 'young')
  await model.settle()
  expect(heard).toEqual(['name'])
})

test('a key that both generations have belongs to the one that understands its text, and where none does, to the newer', async () => {
  const told = async (version: string): Promise<unknown> => {
    const model = new Model({ seed: 4 })
    model.deploy('host', { charm: provider })
    model.deploy('guest', {
      program: async (tools) => {
        for (const id of await tools.relationIds('in'))
          await tools.relationSet(id, 'app', new Map([['version', version]]))
        return { ran: [], flags: [], steps: [] }
      },
      metadata: { requires: { in: 'greeter' } },
    })
    const relation = model.relate('host', 'guest')
    await model.settle()
    return [written(model, relation, 'host'), written(model, relation, 'host/0'), model.flags('host/0')]
  }
  const [newer, older] = [{ names: '["ann","bob"]', version: '1' }, { name: 'ann and bob' }]
  expect(await told('0')).toEqual([{}, older, ['out.asked', 'out.joined']])
  expect(await told('1')).toEqual([newer, {}, ['out.asked', 'out.joined']])
  expect(await told('one')).toEqual([newer, {}, ['out.asked', 'out.invalid', 'out.joined']])
})

const asking = defineCharm({ endpoints: { in: AskerRequirer } })
const answering = defineCharm({ endpoints: { out: AskerProvider } })

test('who has to ask first asks by every wire, and goes on to ask by newer ones than that of the answer', async () => {
  const model = new Model({ seed: 4 })
  model.deploy('oracle', { charm: defineCharm({ endpoints: { out: AskerProvider0 } }) })
  model.deploy('pupil', { charm: asking })
  const relation = model.relate('oracle', 'pupil')
  await model.settle()
  expect(written(model, relation, 'pupil/0')).toEqual({ question: 'why', questions: 'when,why' })
  expect(written(model, relation, 'oracle/0')).toEqual({ 'pupil/0.answer': 'why!' })
  model.deploy('wise', { charm: answering })
  const other = model.relate('wise', 'pupil')
  await model.settle()
  expect(written(model, other, 'pupil/0')).toEqual({ questions: 'when,why' })
  expect([written(model, other, 'wise'), written(model, other, 'wise/0')]).toEqual([{ answers: 'when!,why!' }, {}])
})

test('units of two generations in one relation are each answered by their own wire', async () => {
  const [old, young] = [defineCharm({ endpoints: { in: AskerRequirer0 } }), asking]
  const program: Program = (tools) => runHook(tools.context.unit === 'pupil/0' ? old : young, tools)
  for (let seed = 0; seed < 20; seed++) {
    const model = new Model({ seed })
    model.deploy('wise', { charm: answering })
    model.deploy('pupil', { program, units: 2, metadata: { requires: { in: 'asker' }, config: { options: {} } } })
    const relation = model.relate('wise', 'pupil')
    await model.settle()
    const pupils = ['pupil/0', 'pupil/1'].map((unit) => written(model, relation, unit))
    expect(pupils).toEqual([{ question: 'why' }, { questions: 'when,why' }])
    expect(written(model, relation, 'wise')).toEqual({ answers: 'when!,why!' })
    expect(written(model, relation, 'wise/0')).toMatchObject({ 'pupil/0.answer': 'why!' })
  }
})
