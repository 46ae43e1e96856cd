import { MysqlClientProvider, MysqlClientRequirer } from '@interlayer/interface-mysql_client'
import { PostgresqlClientProvider, PostgresqlClientRequirer } from '@interlayer/interface-postgresql_client'
import { defineCharm, type AnyCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Difference, End, Pair } from '../pair.ts'

interface Classes {
  readonly provider: typeof MysqlClientProvider | typeof PostgresqlClientProvider
  readonly requirer: typeof MysqlClientRequirer | typeof PostgresqlClientRequirer
}

const server = { username: 'account', endpoints: ['10.0.1.1:1'], version: '16.9.0', tls: false }

const differences: readonly Difference[] = [
  {
    side: 'provider',
    bag: 'app',
    keys: ['data', 'database', 'endpoints', 'requests', 'resource', 'salt', 'secret-tls', 'secret-user', 'version'],
    in: ['theirs'],
    still: 'any',
    reason: 'Our requirer speaks wire 0, which providers of every wire answer, and theirs speaks wire 1.',
  },
  {
    side: 'requirer',
    bag: 'app',
    keys: ['database', 'extra-user-roles', 'provided-secrets', 'requested-secrets', 'requests', 'version'],
    in: ['theirs'],
    still: 'any',
    reason: 'Our requirer speaks wire 0, and theirs wire 1.',
  },
  {
    side: 'requirer',
    bag: 'unit',
    keys: ['data'],
    in: ['theirs'],
    still: 'any',
    reason: 'Their units keep in their databags what they have seen of the provider; nobody else reads it.',
  },
]

function databases(name: string, { provider, requirer }: Classes): Pair {
  return {
    name,
    interface: name,
    endpoint: 'database',
    partner: {
      environment: 'dpcharmlibs-interfaces',
      package: 'dpcharmlibs-interfaces',
      charm: 'data_interfaces.py',
      madeHere: [],
    },
    provider: (end) => providerCharm(provider, end),
    requirer: (end) => requirerCharm(requirer, end),
    provided: () => ['orders'],
    required: ({ edition }) => [['orders', 'account', `password-${String(edition)}`, '10.0.1.1:1', '16.9.0']],
    nothing: [],
    differences,
    left: { side: 'provider', reason: 'The library removes no secret.' },
    varies: { id: /\b[0-9a-f]{16}\b/g, salt: /(?<="salt": ")[^"]+|^[A-Za-z0-9]{16}$/g },
  }
}

function providerCharm(provider: Classes['provider'], end: End): AnyCharm {
  return defineCharm({ endpoints: { database: provider }, config }).when({ all: [] }, ({ database }, hook) => {
    const password = `password-${hook.config.edition}`
    const asked = [...database.requests(), ...database.given()]
    for (const { request, database: name } of asked)
      database.provide({ request, ...server, password, ...(name !== undefined && { database: name }) })
    const given = database.given().map(({ database: name }) => name)
    end(hook, given)
  })
}

function requirerCharm(requirer: Classes['requirer'], end: End): AnyCharm {
  return defineCharm({ endpoints: { database: requirer }, config })
    .when('database.unasked', ({ database }) => {
      database.request({ database: 'orders', extraUserRoles: ['admin'] })
    })
    .when({ all: [] }, ({ database: endpoint }, hook) => {
      const known = endpoint.databases().map(({ database, username, password, endpoints, version }) => {
        return [database, username, password, endpoints.join(','), version]
      })
      end(hook, known)
    })
}

/** mysql_client and postgresql_client with the library of both. */
export const databasePairs: readonly Pair[] = [
  databases('mysql_client', { provider: MysqlClientProvider, requirer: MysqlClientRequirer }),
  databases('postgresql_client', { provider: PostgresqlClientProvider, requirer: PostgresqlClientRequirer }),
]
