import { readFileSync } from 'node:fs'
import { MysqlRequirer } from '@interlayer/interface-mysql'
import { defineCharm } from '@interlayer/runtime'
import { Model, readCharmDirectory } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import mysql from '../src/charm.ts'

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})
const client = defineCharm({ endpoints: { database: MysqlRequirer } })

test('without MariaDB the leader says what to install, others stand by, and nobody provides anything', async () => {
  const model = new Model()
  model.deploy('mysql', { charm: mysql, metadata, units: 2, config: { path: '/nowhere:/not-there-either' } })
  model.deploy('client', { charm: client })
  const relation = model.relate('client', 'mysql')
  await model.settle()
  expect(['mysql/0', 'mysql/1'].map((unit) => model.status(unit))).toEqual([
    {
      workload: 'blocked',
      message: 'install mariadb-server-core and mariadb-client-core: there is no mariadbd, mariadb-install-db, mariadb',
      agent: 'idle',
    },
    { workload: 'waiting', message: 'the leader serves, this unit stands by', agent: 'idle' },
  ])
  const jujuKeys = ['egress-subnets', 'ingress-address', 'private-address']
  for (const unit of ['mysql/0', 'mysql/1']) {
    expect([...(model.databag(relation, unit)?.keys() ?? [])]).toEqual(jujuKeys)
  }
})

test('charmcraft.yaml declares the options that the code reads', () => {
  const options = Object.entries(mysql.config).map(([name, { description, options }]) => {
    return [name, { description, default: options.default }]
  })
  expect(metadata.config?.options).toMatchObject(Object.fromEntries(options))
  expect(Object.keys(metadata.config?.options ?? {})).toEqual(Object.keys(mysql.config))
})
