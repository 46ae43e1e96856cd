import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { Model, type Program } from '@interlayer/simulator'
import { side, testInterface } from '@interlayer/testing'
import { describe, expect, test } from 'vitest'
import { JujuInfoRequirer } from '../src/index.ts'
import { partners } from '../src/testing.ts'

testInterface({ sides: [side(JujuInfoRequirer)], partners })

/** By unit, what it knows of those it is attached to. */
type Known = Map<string, unknown>

function collector(known: Known): AnyCharm {
  return defineCharm({ endpoints: { host: JujuInfoRequirer } }).when({ all: [] }, ({ host }, { unit }) => {
    known.set(unit, { principal: host.principal(), addresses: host.addresses() })
  })
}

const idle: Program = async () => ({ ran: [], flags: [], steps: [] })

/** Principals of foreign make, each with its subordinate. */
async function attached(units: number, seed = 1): Promise<{ readonly model: Model; readonly known: Known }> {
  const known: Known = new Map()
  const model = new Model({ seed })
  model.deploy('app', { program: idle, units })
  model.deploy('watcher', { charm: collector(known), metadata: { subordinate: true } })
  model.relate('watcher', 'app')
  await model.settle()
  return { model, known }
}

const raised = ['host.available', 'host.joined']

describe('in container scope', () => {
  test('13 juju-info: on each of many principals, the subordinate has its own principal with its address, and nobody else', async () => {
    const { model, known } = await attached(20)
    const principals = model.units.filter(({ application }) => application === 'app')
    expect(principals).toHaveLength(20)
    for (const { name, address } of principals) {
      const watcher = model.units.find(({ principal }) => principal === name)?.name ?? ''
      expect(known.get(watcher)).toEqual({ principal: { unit: name, address }, addresses: { [name]: address } })
      expect(model.flags(watcher)).toEqual(raised)
    }
  })

  test('the principal runs no hook for it, neither when it comes nor when it goes', async () => {
    const { model } = await attached(3)
    for (const relation of model.relations) model.removeRelation(relation)
    await model.settle()
    const hooks = model.trace.flatMap((event) => (event.event === 'hook' ? [[event.unit, event.hook]] : []))
    expect(
      [...new Set(hooks.filter(([unit = '']) => unit.startsWith('app/')).map(([, hook]) => hook))].toSorted(),
    ).toEqual(['config-changed', 'install', 'leader-elected', 'leader-settings-changed', 'start'])
    expect(model.units.map(({ name }) => name)).toEqual(['app/0', 'app/1', 'app/2'])
  })

  test('a principal that is removed takes its subordinate with it and leaves the others alone', async () => {
    const { model, known } = await attached(2)
    const [first, second] = model.units.filter(({ principal }) => principal !== undefined)
    const before = known.get(second?.name ?? '')
    model.removeUnit(first?.principal ?? '')
    await model.settle()
    expect(model.units.map(({ name }) => name)).toEqual([second?.principal, second?.name])
    expect(known.get(second?.name ?? '')).toEqual(before)
    expect(model.flags(second?.name ?? '')).toEqual(raised)
  })

  test('a subordinate knows its principal also when it sees another application from global scope', async () => {
    const known: Known = new Map()
    const charm = defineCharm({ endpoints: { host: JujuInfoRequirer, others: JujuInfoRequirer } })
    charm.when({ all: [] }, ({ host, others }, { unit }) => {
      known.set(unit, [host.principal()?.unit, others.principal()?.unit, Object.keys(others.addresses())])
    })
    const model = new Model({ seed: 1 })
    const requires = { host: { interface: 'juju-info', scope: 'container' }, others: 'juju-info' } as const
    model.deploy('app', { program: idle, units: 2 })
    model.deploy('third', { program: idle, units: 2 })
    model.deploy('watcher', { charm, metadata: { subordinate: true, requires } })
    model.relate('watcher:host', 'app')
    model.relate('watcher:others', 'third')
    await model.settle()
    const watchers = model.units.filter(({ principal }) => principal !== undefined)
    expect(watchers.map(({ name }) => known.get(name))).toEqual(
      watchers.map(({ principal }) => [principal, undefined, ['third/0', 'third/1']]),
    )
  })
})

describe('in global scope', () => {
  test('every unit is seen, in the order of their numbers, and nobody is a principal', async () => {
    const known: Known = new Map()
    const model = new Model({ seed: 1 })
    model.deploy('app', { program: idle, units: 11 })
    model.deploy('monitor', { charm: collector(known), units: 2 })
    expect(model.relate('monitor', 'app').scope).toBe('global')
    await model.settle()
    const addresses = Object.fromEntries(
      model.units.filter(({ application }) => application === 'app').map(({ name, address }) => [name, address]),
    )
    for (const unit of ['monitor/0', 'monitor/1']) {
      expect(known.get(unit)).toEqual({ principal: undefined, addresses })
      expect(model.flags(unit)).toEqual(raised)
    }
  })

  test('available is raised while some unit is visible, and falls with the last one', async () => {
    const model = new Model({ seed: 1 })
    model.deploy('app', { program: idle, units: 2 })
    model.deploy('monitor', { charm: collector(new Map()) })
    model.relate('monitor', 'app')
    await model.settle()
    const flags: (readonly string[])[] = []
    for (const unit of ['app/1', 'app/0']) {
      model.removeUnit(unit)
      await model.settle()
      flags.push(model.flags('monitor/0'))
    }
    expect(flags).toEqual([raised, []])
  })
})

test('a unit without an address is visible, and left out of the addresses', async () => {
  const known: Known = new Map()
  // Only charms of Juju itself may provide juju-info by themselves; this one takes back what Juju wrote.
  const withdrawn: Program = async (tools) => {
    for (const id of await tools.relationIds('info'))
      await tools.relationSet(id, 'unit', new Map(['private-address', 'ingress-address'].map((key) => [key, ''])))
    return { ran: [], flags: [], steps: [] }
  }
  const model = new Model({ seed: 1 })
  model.deploy('juju-app', {
    program: withdrawn,
    metadata: { name: 'juju-app', provides: { info: 'juju-info' } },
    units: 1,
  })
  model.deploy('monitor', { charm: collector(known) })
  model.relate('monitor', 'juju-app:info')
  await model.settle()
  model.trigger('juju-app/0', 'update-status')
  await model.settle()
  expect(known.get('monitor/0')).toEqual({ principal: undefined, addresses: {} })
  expect(model.flags('monitor/0')).toEqual(raised)
})
