import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program } from './support/program.ts'

async function related(units: number): Promise<{ model: Model; relation: { number: number }; since: number }> {
  const model = new Model({ seed: 5 })
  model.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  model.deploy('website', { program: idle, metadata: { provides: { website: 'http' } }, units })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  return { model, relation, since: model.trace.length }
}

const proxyHears = 'proxy/0: backend-relation-departed backend:0 website/1 (departing website/1)'
const websiteLeaves = [
  'website/1: website-relation-departed website:0 proxy/0 (departing website/1)',
  'website/1: website-relation-broken website:0 [proxy]',
  'website/1: stop',
  'website/1: remove',
]

test('the remaining side can hear of a removed unit before that unit did anything', async () => {
  const { model, since } = await related(2)
  model.removeUnit('website/1')
  await model.settle({ units: ['proxy/0'] })
  await model.settle()
  expect(hookLines(model, { since })).toEqual([proxyHears, ...websiteLeaves])
  expect(model.units.map(({ name }) => name)).toEqual(['proxy/0', 'website/0'])
})

test('the remaining side can hear of a removed unit after it is gone', async () => {
  const { model, since } = await related(2)
  model.removeUnit('website/1')
  await model.settle({ units: ['website/1'] })
  await model.settle()
  expect(hookLines(model, { since })).toEqual([...websiteLeaves, proxyHears])
})

test('a removed relation departs on both sides, named by who is remote, and is gone when all have broken it', async () => {
  const { model, relation, since } = await related(1)
  model.removeRelation(relation)
  await model.settle({ units: ['proxy/0'] })
  expect(model.relations.map(({ life }) => life)).toEqual(['dying'])
  await model.settle()
  expect(hookLines(model, { since })).toEqual([
    'proxy/0: backend-relation-departed backend:0 website/0 (departing website/0)',
    'proxy/0: backend-relation-broken backend:0 [website]',
    'website/0: website-relation-departed website:0 proxy/0 (departing proxy/0)',
    'website/0: website-relation-broken website:0 [proxy]',
  ])
  expect(model.relations).toEqual([])
  expect(model.relate('proxy', 'website').number).toBe(1)
})

test('on a removed application the departing unit is its own, on the other side the remote one', async () => {
  const { model, since } = await related(2)
  model.removeApplication('website')
  await model.settle()
  expect(hookLines(model, { unit: 'website/0', since })).toEqual([
    'website-relation-departed website:0 proxy/0 (departing website/0)',
    'website-relation-broken website:0 [proxy]',
    'stop',
    'remove',
  ])
  expect(hookLines(model, { unit: 'proxy/0', since })).toEqual([
    'backend-relation-departed backend:0 website/0 (departing website/0)',
    'backend-relation-departed backend:0 website/1 (departing website/1)',
    'backend-relation-broken backend:0 [website]',
  ])
  expect(model.applications.map(({ name }) => name)).toEqual(['proxy'])
  expect(model.relations).toEqual([])
})

test('broken is the only hook of a relation that nobody joined', async () => {
  const { model, relation, since } = await related(0)
  model.removeRelation(relation)
  await model.settle()
  expect(hookLines(model, { since })).toEqual(['proxy/0: backend-relation-broken backend:0 [website]'])
  expect(model.relations).toEqual([])
})

test('a unit that is removed before it was installed runs nothing', async () => {
  const { model, since } = await related(1)
  model.addUnit('website')
  model.removeUnit('website/1')
  await model.settle()
  expect(hookLines(model, { since })).toEqual([])
  expect(model.addUnit('website').name).toBe('website/2')
})

test('changed for a unit that joined comes even when the unit has left meanwhile', async () => {
  const { model } = await related(1)
  model.addUnit('website')
  await model.step('website/1')
  await model.step('website/1')
  const since = model.trace.length
  await model.step('proxy/0')
  model.removeUnit('website/1')
  await model.settle({ units: ['website/1'] })
  await model.settle()
  expect(hookLines(model, { unit: 'proxy/0', since })).toEqual([
    'backend-relation-joined backend:0 website/1',
    'backend-relation-changed backend:0 website/1',
    'backend-relation-departed backend:0 website/1 (departing website/1)',
  ])
})

test.each([
  [undefined, []],
  [false, []],
  [true, ['backend:0']],
])(
  'in departed the unit is not listed but readable, and so is the relation in broken unless it is listed: %s',
  async (listEnding, listed) => {
    const model = new Model(listEnding === undefined ? {} : { listEnding })
    const seen: unknown[] = []
    const proxy = program(async (tools) => {
      const { hook, relation } = tools.context
      if (relation === undefined || !/departed|broken/.test(hook)) return
      const address = (await tools.relationGet(relation.id, 'website/0'))?.get('private-address')
      seen.push([hook, await tools.relationIds('backend'), await tools.relationUnits(relation.id), address])
    })
    model.deploy('proxy', { program: proxy, metadata: { requires: { backend: 'http' } } })
    model.deploy('website', { program: idle, metadata: { provides: { website: 'http' } }, units: 2 })
    const relation = model.relate('proxy', 'website')
    await model.settle()
    model.removeRelation(relation)
    await model.settle()
    expect(seen).toEqual([
      ['backend-relation-departed', ['backend:0'], ['website/1'], '127.1.0.2'],
      ['backend-relation-departed', listed, [], '127.1.0.2'],
      ['backend-relation-broken', listed, [], '127.1.0.2'],
    ])
  },
)

test('a dying unit still lists its relation in broken', async () => {
  const model = new Model()
  const seen: unknown[] = []
  const proxy = program(async (tools) => {
    if (tools.context.hook === 'backend-relation-broken') seen.push(await tools.relationIds('backend'))
  })
  model.deploy('proxy', { program: proxy, metadata: { requires: { backend: 'http' } } })
  model.deploy('website', { program: idle, metadata: { provides: { website: 'http' } } })
  model.relate('proxy', 'website')
  await model.settle()
  model.removeUnit('proxy/0')
  await model.settle()
  expect(seen).toEqual([['backend:0']])
})
