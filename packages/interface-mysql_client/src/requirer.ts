import { DatabaseRequirer } from '@interlayer/data-interfaces'
import { mysqlClient } from './definition.ts'
import { MysqlClientRequirer0 } from './wire-0/requirer.ts'

/** The side of the database's client. It asks by wire 0 for one database, by wire 1 for several. */
export class MysqlClientRequirer extends DatabaseRequirer {
  static readonly definition: typeof mysqlClient = mysqlClient
  static readonly generations = [MysqlClientRequirer0] as const
}
