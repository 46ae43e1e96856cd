/**
 * What the interfaces of databases have in common, on both sides and in both wires. A package for one of them makes its
 * definitions of the sides here, and its classes by extending those here.
 *
 * ```ts
 * import { DatabaseProvider0, provides0, requires0 } from '@interlayer/data-interfaces'
 * import { defineInterface } from '@interlayer/runtime'
 *
 * const someClient0 = defineInterface({
 *   name: 'some_client',
 *   wire: 0,
 *   summary: 'A database of some kind.',
 *   provides: provides0,
 *   requires: requires0,
 * })
 *
 * export class SomeClientProvider0 extends DatabaseProvider0 {
 *   static readonly definition: typeof someClient0 = someClient0
 * }
 * ```
 * @packageDocumentation
 */
export { type DatabaseInterface1 } from './exchanges-1.ts'
export { DatabaseProvider, type DatabaseGiven } from './provider.ts'
export { DatabaseProvider0, type DatabaseInterface0 } from './provider-0.ts'
export type { DatabaseAnswer, DatabaseExchange, DatabaseRequest, EntityPermission, RequestedEntity } from './request.ts'
export type { Database, DatabaseEntity, DatabaseServers, DatabaseStatus } from './database.ts'
export { DatabaseRequirer } from './requirer.ts'
export { DatabaseRequirer0 } from './requirer-0.ts'
export { provides0, requires0 } from './wire-0.ts'
export { provides1, requires1 } from './wire-1.ts'
