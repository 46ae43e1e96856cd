/**
 * The Juju interface `mysql_client`: databases of MySQL, with accounts in secrets.
 *
 * ```ts
 * import { MysqlClientRequirer } from '@interlayer/interface-mysql_client'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { database: MysqlClientRequirer } })
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
export { mysqlClient } from './definition.ts'
export { MysqlClientProvider } from './provider.ts'
export { MysqlClientRequirer } from './requirer.ts'
export { mysqlClient0 } from './wire-0/definition.ts'
export { MysqlClientProvider0 } from './wire-0/provider.ts'
export { MysqlClientRequirer0 } from './wire-0/requirer.ts'
