import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program, puppet, writeAll } from './support/program.ts'

const metadata = { provides: { website: 'http' } }

test('leadership moves by election: the new leader is elected, the old one only sees the settings once', async () => {
  const model = new Model()
  model.deploy('website', { program: idle, units: 2 })
  await model.settle()
  const since = model.trace.length
  model.elect('website/1')
  await model.settle()
  model.elect('website/0')
  await model.settle()
  expect(hookLines(model, { unit: 'website/1', since })).toEqual(['leader-elected'])
  expect(hookLines(model, { unit: 'website/0', since })).toEqual(['leader-settings-changed', 'leader-elected'])
  expect(model.applications[0]?.leader).toBe('website/0')
})

test('leadership moves when the leader is gone, and not before', async () => {
  const model = new Model({ seed: 3 })
  const leads: unknown[] = []
  const charm = program(async (tools) => {
    if (tools.context.hook === 'stop') leads.push([tools.context.unit, await tools.isLeader()])
  })
  model.deploy('website', { program: charm, units: 3 })
  await model.settle()
  const since = model.trace.length
  model.removeUnit('website/0')
  await model.settle()
  expect(leads).toEqual([['website/0', true]])
  const [leader = ''] = model.units.filter((unit) => unit.leader).map(({ name }) => name)
  expect(hookLines(model, { since })).toEqual(['website/0: stop', 'website/0: remove', `${leader}: leader-elected`])
})

test('leadership that is lost before the commit fails the hook, publishes nothing, and the retry runs as follower', async () => {
  const model = new Model()
  const website = puppet()
  model.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  model.deploy('website', { program: website.program, metadata, units: 2 })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  const led: boolean[] = []
  website.does(async (tools) => {
    if (tools.context.hook !== 'update-status') return
    const leader = await tools.isLeader()
    led.push(leader)
    await writeAll(tools, 'website', { bag: 'unit', values: { port: '80' } })
    if (leader) await writeAll(tools, 'website', { bag: 'app', values: { vip: '10.0.0.1' } })
    if (leader) model.elect('website/1')
    if (leader) led.push(await tools.isLeader())
  })
  model.trigger('website/0', 'update-status')
  const run = await model.step('website/0')
  expect(run).toMatchObject({
    hook: 'update-status',
    outcome: {
      state: 'failed',
      error: {
        code: 'FLUSH_REFUSED',
        message: 'update-status of website/0 wrote for its application, but website/1 leads: the retry will see that.',
      },
    },
  })
  expect(model.databag(relation, 'website/0')?.has('port')).toBe(false)
  await model.settle()
  expect(led).toEqual([true, false, false])
  expect(model.databag(relation, 'website/0')?.get('port')).toBe('80')
  expect(model.databag(relation, 'website')).toEqual(new Map())
})

test('once lost, leadership does not come back within a hook', async () => {
  const model = new Model()
  const website = puppet()
  model.deploy('website', { program: website.program, units: 2 })
  await model.settle()
  const led: boolean[] = []
  website.does(async (tools) => {
    if (tools.context.hook !== 'update-status') return
    for (const unit of ['website/1', 'website/0']) {
      model.elect(unit)
      led.push(await tools.isLeader())
    }
  })
  model.trigger('website/0', 'update-status')
  await model.settle()
  expect(led).toEqual([false, false])
})

test('a dying unit cannot be elected', async () => {
  const model = new Model()
  model.deploy('website', { program: idle, units: 2 })
  await model.settle()
  model.removeUnit('website/1')
  expect(() => model.elect('website/1')).toThrow('Unit "website/1" is being removed: use another one.')
})
