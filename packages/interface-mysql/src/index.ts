/**
 * The Juju interface `mysql`: a MySQL database with an account for each client application.
 *
 * ```ts
 * import { MysqlRequirer } from '@interlayer/interface-mysql'
 * import { defineCharm } from '@interlayer/runtime'
 *
 * export default defineCharm({ endpoints: { database: MysqlRequirer } })
 *   .when('database.available', ({ database }, hook) => {
 *     hook.log('info', `The database is at ${database.database()?.host ?? 'no host'}`)
 *   })
 * ```
 * @packageDocumentation
 */
export { mysql } from './definition.ts'
export { MysqlProvider, type MysqlRequest } from './provider.ts'
export { MysqlRequirer, type MysqlDatabase, type MysqlReplica } from './requirer.ts'
