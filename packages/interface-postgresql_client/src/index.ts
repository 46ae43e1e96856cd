/**
 * The Juju interface `postgresql_client`: databases of PostgreSQL, with accounts in secrets.
 *
 * ```ts
 * import { PostgresqlClientRequirer } from '@interlayer/interface-postgresql_client'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { database: PostgresqlClientRequirer } })
 *   .when('database.unasked', ({ database }) => {
 *     database.request({ database: 'orders' })
 *   })
 *   .when('database.available', ({ database }, hook) => {
 *     for (const { username, endpoints } of database.databases())
 *       hook.log('info', `${username} connects to ${endpoints.join(' or ')}`)
 *   })
 * ```
 * @packageDocumentation
 */
export type {
  Database,
  DatabaseEntity,
  DatabaseGiven,
  DatabaseRequest,
  DatabaseServers,
  DatabaseStatus,
} from '@interlayer/data-interfaces'
export { postgresqlClient } from './definition.ts'
export { PostgresqlClientProvider } from './provider.ts'
export { PostgresqlClientRequirer } from './requirer.ts'
export { postgresqlClient0 } from './wire-0/definition.ts'
export { PostgresqlClientProvider0 } from './wire-0/provider.ts'
export { PostgresqlClientRequirer0 } from './wire-0/requirer.ts'
