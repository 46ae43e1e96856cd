import { MysqlProvider, MysqlRequirer } from '@interlayer/interface-mysql'
import { defineCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Pair } from '../pair.ts'

const account = { database: 'orders', host: 'db.test', port: 3307, user: 'account', rootPassword: 'root' }

/** mysql with its library for ops, which has the requirer alone. */
export const mysql: Pair = {
  name: 'mysql',
  interface: 'mysql',
  endpoint: 'db',
  partner: {
    environment: 'ops-lib-mysql',
    package: 'ops-lib-mysql',
    charm: 'mysql.py',
    madeHere: ['provider'],
  },
  provider: (end) =>
    defineCharm({ endpoints: { db: MysqlProvider }, config })
      .when('config.changed.edition', ({ db }) => db.withdraw())
      .when({ all: [] }, ({ db }, hook) => {
        const password = `password-${hook.config.edition}`
        for (const { relation } of db.requests()) db.provide({ relation, ...account, password })
        end(hook, null)
      }),
  requirer: (end) =>
    defineCharm({ endpoints: { db: MysqlRequirer }, config }).when({ all: [] }, ({ db }, hook) => {
      const found = db.database()
      end(hook, found === undefined ? [] : [[found.database, found.host, found.port, found.user, found.password]])
    }),
  provided: () => null,
  required: ({ edition }) => [['orders', 'db.test', 3307, 'account', `password-${String(edition)}`]],
  nothing: [],
  vector: {
    edition: 3,
    texts: {
      database: 'orders',
      host: 'db.test',
      port: '3307',
      user: 'account',
      password: 'password-3',
      root_password: 'root',
    },
  },
}
