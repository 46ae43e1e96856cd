import { DatabaseRequirer } from '@interlayer/data-interfaces'
import { mysqlClient0 } from './wire-0/definition.ts'

/** The side of the database's client. It speaks wire 0, which providers of every wire answer. */
export class MysqlClientRequirer extends DatabaseRequirer {
  static readonly definition: typeof mysqlClient0 = mysqlClient0
}
