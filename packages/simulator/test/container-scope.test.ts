import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program, writeAll } from './support/program.ts'

const principal = { provides: { monitors: 'nrpe' } }
const subordinate = {
  subordinate: true,
  requires: { principal: { interface: 'nrpe', scope: 'container' } },
} as const

function deployed(units: number): Model {
  const model = new Model({ seed: 9 })
  model.deploy('web', { program: idle, metadata: principal, units })
  model.deploy('nrpe', { program: idle, metadata: subordinate })
  return model
}

test('each principal brings a subordinate on its own address, and the two see only each other', async () => {
  const model = new Model({ seed: 9 })
  const seen = new Map<string, readonly string[]>()
  const look = program(async (tools) => {
    for (const endpoint of ['monitors', 'principal']) {
      for (const id of await tools.relationIds(endpoint)) seen.set(tools.context.unit, await tools.relationUnits(id))
    }
  })
  model.deploy('web', { program: look, metadata: principal, units: 3 })
  model.deploy('nrpe', { program: look, metadata: subordinate })
  expect(model.relate('web', 'nrpe').scope).toBe('container')
  expect(await model.settle()).toBe(42)
  const pairs = model.units.flatMap(({ name, principal: beside }) => (beside === undefined ? [] : [[name, beside]]))
  expect(pairs.map(([, beside]) => beside).toSorted()).toEqual(['web/0', 'web/1', 'web/2'])
  expect(seen).toEqual(
    new Map(
      pairs.flatMap(([unit = '', beside = '']) => [
        [unit, [beside]],
        [beside, [unit]],
      ]),
    ),
  )
  const addresses = new Map(model.units.map(({ name, address }) => [name, address]))
  expect(pairs.every(([unit = '', beside = '']) => addresses.get(unit) === addresses.get(beside))).toBe(true)
})

test('units of another container cannot be read, and the application databag is the same for all', async () => {
  const model = new Model({ seed: 9 })
  const read = new Map<string, unknown>()
  const web = program(async (tools) => {
    if (await tools.isLeader()) await writeAll(tools, 'monitors', { bag: 'app', values: { site: 'x' } })
  })
  const nrpe = program(async (tools) => {
    const [id = ''] = await tools.relationIds('principal')
    const [web0, web1, app] = await Promise.all(
      ['web/0', 'web/1', 'web'].map((member) => tools.relationGet(id, member)),
    )
    read.set(tools.context.principalUnit ?? '', [web0 !== undefined, web1 !== undefined, app])
  })
  model.deploy('web', { program: web, metadata: principal, units: 2 })
  model.deploy('nrpe', { program: nrpe, metadata: subordinate })
  model.relate('web', 'nrpe')
  await model.settle()
  expect(read).toEqual(
    new Map([
      ['web/0', [true, false, new Map([['site', 'x']])]],
      ['web/1', [false, true, new Map([['site', 'x']])]],
    ]),
  )
})

test('a subordinate has no units of its own making', async () => {
  const model = deployed(1)
  expect(() => model.deploy('other', { program: idle, metadata: subordinate, units: 1 })).toThrow(
    expect.objectContaining({ code: 'SUBORDINATE_UNIT' }),
  )
  expect(() => model.addUnit('nrpe')).toThrow(expect.objectContaining({ code: 'SUBORDINATE_UNIT' }))
  model.relate('web', 'nrpe')
  await model.settle()
  expect(() => model.removeUnit('nrpe/0')).toThrow(expect.objectContaining({ code: 'SUBORDINATE_UNIT' }))
})

test('a subordinate goes with its principal, which waits for it', async () => {
  const model = deployed(2)
  model.relate('web', 'nrpe')
  await model.settle()
  const since = model.trace.length
  const gone = model.units.find(({ principal: beside }) => beside === 'web/1')?.name ?? ''
  const other = gone === 'nrpe/0' ? 'nrpe/1' : 'nrpe/0'
  model.removeUnit('web/1')
  await model.settle({ units: ['web/1'] })
  expect(hookLines(model, { since })).toEqual([
    `web/1: monitors-relation-departed monitors:0 ${gone} (departing web/1)`,
    'web/1: monitors-relation-broken monitors:0 [nrpe]',
    'web/1: stop',
    'web/1: remove',
  ])
  expect(model.units.find(({ name }) => name === 'web/1')?.life).toBe('dying')
  await model.settle()
  expect(hookLines(model, { unit: gone, since })).toEqual([
    `principal-relation-departed principal:0 web/1 (departing ${gone})`,
    'principal-relation-broken principal:0 [web]',
    'stop',
    'remove',
  ])
  expect(model.units.map(({ name }) => name)).toEqual(['web/0', other])
})

test('removing the only relation destroys all subordinates and no principal', async () => {
  const model = deployed(2)
  const relation = model.relate('web', 'nrpe')
  await model.settle()
  model.removeRelation(relation)
  await model.settle()
  expect(model.units.map(({ name }) => name)).toEqual(['web/0', 'web/1'])
  expect(model.applications.map(({ name }) => name)).toEqual(['web', 'nrpe'])
  expect(model.relations).toEqual([])
  model.relate('web', 'nrpe')
  await model.settle()
  expect(model.units.map(({ name }) => name).toSorted()).toEqual(['nrpe/2', 'nrpe/3', 'web/0', 'web/1'])
})

test('a principal waits with a new subordinate until the old one is gone', async () => {
  const model = deployed(1)
  const relation = model.relate('web', 'nrpe')
  await model.settle()
  model.deploy('nrpe-metadata', { program: idle, metadata: { subordinate: true, requires: subordinate.requires } })
  model.removeRelation(relation)
  await model.settle({ units: ['web/0'] })
  await model.step('nrpe/0')
  model.relate('web', 'nrpe-metadata')
  await model.settle()
  expect(model.units.map(({ name }) => name)).toEqual(['web/0', 'nrpe-metadata/0'])
})

test('a removed subordinate application takes its units along', async () => {
  const model = deployed(2)
  model.relate('web', 'nrpe')
  await model.settle()
  model.removeApplication('nrpe')
  await model.settle()
  expect(model.units.map(({ name }) => name)).toEqual(['web/0', 'web/1'])
  expect(model.applications.map(({ name }) => name)).toEqual(['web'])
})

test('two subordinates of one principal see only each other', async () => {
  const model = new Model({ seed: 11 })
  const seen = new Map<string, readonly string[]>()
  const look = program(async (tools) => {
    for (const id of await tools.relationIds('logs')) seen.set(tools.context.unit, await tools.relationUnits(id))
  })
  model.deploy('web', { program: idle, metadata: principal, units: 2 })
  const requires = { principal: { interface: 'nrpe', scope: 'container' } } as const
  model.deploy('nrpe', { program: look, metadata: { subordinate: true, requires, provides: { logs: 'logs' } } })
  const logs = { interface: 'logs', scope: 'container' } as const
  model.deploy('shipper', { program: look, metadata: { subordinate: true, requires: { ...requires, logs } } })
  model.relate('web', 'nrpe')
  model.relate('web', 'shipper')
  model.relate('nrpe', 'shipper')
  await model.settle()
  const beside = new Map(model.units.map(({ name, principal: at }) => [name, at]))
  expect([...seen.keys()].toSorted()).toEqual(['nrpe/0', 'nrpe/1', 'shipper/0', 'shipper/1'])
  expect(
    [...seen].every(([unit, [other = '', ...more]]) => more.length === 0 && beside.get(unit) === beside.get(other)),
  ).toBe(true)
})
