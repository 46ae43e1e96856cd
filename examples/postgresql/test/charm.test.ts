import { readFileSync } from 'node:fs'
import { PostgresqlClientRequirer } from '@interlayer/interface-postgresql_client'
import { defineCharm } from '@interlayer/runtime'
import { Model, readCharmDirectory } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import postgresql from '../src/charm.ts'

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})
const client = defineCharm({ endpoints: { storage: PostgresqlClientRequirer } }).when(
  'storage.unasked',
  ({ storage }) => {
    storage.request({ database: 'orders' })
  },
)

test('without PostgreSQL the leader says what to install, others stand by, and nobody is answered', async () => {
  const model = new Model()
  model.deploy('postgresql', { charm: postgresql, metadata, units: 2, config: { path: '/nowhere' } })
  model.deploy('client', { charm: client })
  const relation = model.relate('client', 'postgresql')
  await model.settle()
  expect(['postgresql/0', 'postgresql/1'].map((unit) => model.status(unit).message)).toEqual([
    expect.stringMatching(/^install postgresql: there is no postgres, initdb, psql/),
    'the leader serves, this unit stands by',
  ])
  expect([...(model.databag(relation, 'postgresql')?.keys() ?? [])]).toEqual(['data'])
})

test('charmcraft.yaml declares the options that the code reads', () => {
  const options = Object.entries(postgresql.config).map(([name, { description, options }]) => {
    return [name, { description, default: options.default }]
  })
  expect(metadata.config?.options).toMatchObject(Object.fromEntries(options))
  expect(Object.keys(metadata.config?.options ?? {})).toEqual(Object.keys(postgresql.config))
})
