import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program, puppet } from './support/program.ts'

const metadata = { peers: { cluster: 'cluster' } }

test('a peer relation exists from deployment on, also for a single unit', async () => {
  const model = new Model()
  model.deploy('db', { program: idle, metadata })
  await model.settle()
  expect(hookLines(model)).toEqual([
    'db/0: install',
    'db/0: cluster-relation-created cluster:0 [db]',
    'db/0: leader-elected',
    'db/0: config-changed',
    'db/0: start',
  ])
  expect(model.relations).toEqual([
    {
      number: 0,
      key: 'db:cluster',
      interface: 'cluster',
      scope: 'global',
      life: 'alive',
      ends: [{ application: 'db', endpoint: 'cluster', role: 'peers' }],
    },
  ])
})

test('a single leader hears of its own write to the peer application databag', async () => {
  const model = new Model()
  const db = puppet()
  db.does(async (tools) => {
    if (tools.context.hook === 'start') await tools.relationSet('cluster:0', 'app', new Map([['seed', '1']]))
  })
  model.deploy('db', { program: db.program, metadata })
  await model.settle()
  expect(hookLines(model).slice(-2)).toEqual(['db/0: start', 'db/0: cluster-relation-changed cluster:0 [db]'])
})

test('each unit sees all others and never itself', async () => {
  const model = new Model({ seed: 2 })
  const seen = new Map<string, readonly string[]>()
  const db = program(async (tools) => {
    for (const id of await tools.relationIds('cluster')) seen.set(tools.context.unit, await tools.relationUnits(id))
  })
  model.deploy('db', { program: db, metadata, units: 3 })
  await model.settle()
  for (const unit of ['db/0', 'db/1', 'db/2']) model.trigger(unit, 'update-status')
  await model.settle()
  expect(seen).toEqual(
    new Map([
      ['db/0', ['db/1', 'db/2']],
      ['db/1', ['db/0', 'db/2']],
      ['db/2', ['db/0', 'db/1']],
    ]),
  )
})

test('followers read the application databag of peers', async () => {
  const model = new Model()
  const read: unknown[] = []
  const db = program(async (tools) => {
    if (tools.context.hook === 'leader-elected') await tools.relationSet('cluster:0', 'app', new Map([['seed', '1']]))
    if (tools.context.hook === 'update-status') read.push(await tools.relationGet('cluster:0', 'db'))
  })
  model.deploy('db', { program: db, metadata, units: 2 })
  await model.settle()
  model.trigger('db/1', 'update-status')
  await model.settle()
  expect(read).toEqual([new Map([['seed', '1']])])
})

test('peers depart and never break, and come after the other relations', async () => {
  const model = new Model({ seed: 4 })
  model.deploy('db', { program: idle, metadata: { ...metadata, provides: { sql: 'sql' } }, units: 3 })
  model.deploy('web', { program: idle, metadata: { requires: { sql: 'sql' } } })
  model.relate('web', 'db')
  await model.settle()
  const since = model.trace.length
  model.removeUnit('db/2')
  await model.settle()
  expect(hookLines(model, { unit: 'db/2', since })).toEqual([
    'sql-relation-departed sql:1 web/0 (departing db/2)',
    'sql-relation-broken sql:1 [web]',
    'cluster-relation-departed cluster:0 db/0 (departing db/2)',
    'cluster-relation-departed cluster:0 db/1 (departing db/2)',
    'stop',
    'remove',
  ])
})

test('the peer relation goes with its application, after its units', async () => {
  const model = new Model()
  model.deploy('db', { program: idle, metadata, units: 2 })
  await model.settle()
  expect(() => model.removeRelation({ number: 0 })).toThrow(
    'Peer relation db:cluster cannot be removed: it goes with its application.',
  )
  const since = model.trace.length
  model.removeApplication('db')
  await model.settle()
  expect(hookLines(model, { unit: 'db/1', since })).toEqual([
    'cluster-relation-departed cluster:0 db/0 (departing db/1)',
    'stop',
    'remove',
  ])
  expect([model.applications, model.units, model.relations]).toEqual([[], [], []])
  expect(model.trace.at(-1)).toEqual({ event: 'application', application: 'db', life: 'gone' })
})
