import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { hookLines } from './support/lines.ts'
import { idle, program } from './support/program.ts'

const web = {
  program: program(async ({ context, relationSet, ...tools }) => {
    if (context.hook === 'update-status' && (await tools.isLeader()))
      await relationSet('cluster:0', 'app', new Map([['r', '1']]))
  }),
  metadata: { requires: { db: 'pgsql' }, peers: { cluster: 'web-cluster' } },
}

test('the life of two units and a database, from deployment to the removal of a unit', async () => {
  const model = new Model({ seed: 7 })
  model.deploy('web', { ...web, units: 2 })
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
})
