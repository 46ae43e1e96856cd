import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, puppet } from './support/program.ts'

test('two units and a database, from deployment to the removal of a unit', async () => {
  const model = new Model({ seed: 7 })
  const web = puppet()
  const requires = { db: 'pgsql' }
  model.deploy('web', { program: web.program, units: 2, metadata: { requires, peers: { cluster: 'web-cluster' } } })
  model.deploy('pg', { program: idle, metadata: { provides: { db: 'pgsql' } } })
  await model.settle()
  expect(hookLines(model, { unit: 'web/0' })).toEqual([
    'install',
    'cluster-relation-created cluster:0 [web]',
    'leader-elected',
    'config-changed',
    'start',
    'cluster-relation-joined cluster:0 web/1',
    'cluster-relation-changed cluster:0 web/1',
  ])
  expect(hookLines(model, { unit: 'web/1' })).toEqual([
    'install',
    'cluster-relation-created cluster:0 [web]',
    'leader-settings-changed',
    'config-changed',
    'start',
    'cluster-relation-joined cluster:0 web/0',
    'cluster-relation-changed cluster:0 web/0',
  ])
  expect(hookLines(model, { unit: 'pg/0' })).toEqual(['install', 'leader-elected', 'config-changed', 'start'])

  const related = model.trace.length
  expect(model.relate('web', 'pg').number).toBe(1)
  await model.settle()
  const met = ['db-relation-created db:1 [pg]', 'db-relation-joined db:1 pg/0', 'db-relation-changed db:1 pg/0']
  expect(hookLines(model, { unit: 'web/0', since: related })).toEqual(met)
  expect(hookLines(model, { unit: 'web/1', since: related })).toEqual(met)
  expect(hookLines(model, { unit: 'pg/0', since: related }).toSorted()).toEqual([
    'db-relation-changed db:1 web/0',
    'db-relation-changed db:1 web/1',
    'db-relation-created db:1 [web]',
    'db-relation-joined db:1 web/0',
    'db-relation-joined db:1 web/1',
  ])

  const written = model.trace.length
  web.does(async (tools) => {
    if (tools.context.hook === 'update-status') await tools.relationSet('cluster:0', 'app', new Map([['r', '1']]))
  })
  model.trigger('web/0', 'update-status')
  await model.settle()
  expect(hookLines(model, { unit: 'web/0', since: written })).toEqual([
    'update-status',
    'cluster-relation-changed cluster:0 [web]',
  ])
  expect(hookLines(model, { unit: 'web/1', since: written })).toEqual(['cluster-relation-changed cluster:0 [web]'])

  const removed = model.trace.length
  model.removeUnit('web/1')
  await model.settle()
  expect(hookLines(model, { unit: 'pg/0', since: removed })).toEqual([
    'db-relation-departed db:1 web/1 (departing web/1)',
  ])
  expect(hookLines(model, { unit: 'web/0', since: removed })).toEqual([
    'cluster-relation-departed cluster:0 web/1 (departing web/1)',
  ])
  expect(hookLines(model, { unit: 'web/1', since: removed })).toEqual([
    'db-relation-departed db:1 pg/0 (departing web/1)',
    'db-relation-broken db:1 [pg]',
    'cluster-relation-departed cluster:0 web/0 (departing web/1)',
    'stop',
    'remove',
  ])
})
