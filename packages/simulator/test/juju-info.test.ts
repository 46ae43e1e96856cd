import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program } from './support/program.ts'

const watcher = {
  subordinate: true,
  requires: { principal: { interface: 'juju-info', scope: 'container' } },
} as const

test('the principal of juju-info runs no hook for it, and its subordinate joins it with Juju’s keys', async () => {
  const model = new Model()
  model.deploy('web', { program: idle })
  await model.settle()
  const since = model.trace.length
  model.deploy('watcher', { program: idle, metadata: watcher })
  const relation = model.relate('watcher:principal', 'web:juju-info')
  await model.settle()
  expect(hookLines(model, { since })).toEqual([
    'watcher/0: install',
    'watcher/0: principal-relation-created principal:0 [web]',
    'watcher/0: leader-elected',
    'watcher/0: config-changed',
    'watcher/0: start',
    'watcher/0: principal-relation-joined principal:0 web/0',
    'watcher/0: principal-relation-changed principal:0 web/0',
  ])
  expect(model.databag(relation, 'web/0')).toEqual(
    new Map([
      ['egress-subnets', '127.1.0.1/32'],
      ['ingress-address', '127.1.0.1'],
      ['private-address', '127.1.0.1'],
    ]),
  )
})

test('the principal lists the relation and nobody in it', async () => {
  const model = new Model()
  const seen: unknown[] = []
  const web = program(async (tools) => {
    if (tools.context.hook !== 'update-status') return
    const [id = ''] = await tools.relationIds('juju-info')
    seen.push([id, await tools.relationUnits(id), await tools.relationApp(id)])
  })
  model.deploy('web', { program: web })
  model.deploy('watcher', { program: idle, metadata: watcher })
  model.relate('watcher', 'web')
  await model.settle()
  model.trigger('web/0', 'update-status')
  await model.settle()
  expect(seen).toEqual([['juju-info:0', [], 'watcher']])
})

test('when the relation goes, the principal leaves it without a hook and the watcher is destroyed', async () => {
  const model = new Model()
  model.deploy('web', { program: idle })
  model.deploy('watcher', { program: idle, metadata: watcher })
  const relation = model.relate('watcher', 'web')
  await model.settle()
  const since = model.trace.length
  model.removeRelation(relation)
  await model.settle()
  expect(hookLines(model, { since })).toEqual([
    'watcher/0: principal-relation-departed principal:0 web/0 (departing watcher/0)',
    'watcher/0: principal-relation-broken principal:0 [web]',
    'watcher/0: stop',
    'watcher/0: remove',
  ])
  expect(model.relations).toEqual([])
})

test('in global scope juju-info shows all units and creates none', async () => {
  const model = new Model()
  model.deploy('web', { program: idle, units: 2 })
  model.deploy('watcher', { program: idle, metadata: { requires: { hosts: 'juju-info' } } })
  model.relate('watcher', 'web')
  await model.settle()
  expect(hookLines(model, { unit: 'watcher/0' }).slice(-4)).toEqual([
    'hosts-relation-joined hosts:0 web/0',
    'hosts-relation-changed hosts:0 web/0',
    'hosts-relation-joined hosts:0 web/1',
    'hosts-relation-changed hosts:0 web/1',
  ])
  expect(model.units.map(({ name }) => name)).toEqual(['web/0', 'web/1', 'watcher/0'])
})
