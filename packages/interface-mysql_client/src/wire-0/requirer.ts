import { DatabaseRequirer0 } from '@interlayer/data-interfaces'
import { mysqlClient0 } from './definition.ts'

/** The requirer's side by wire 0. */
export class MysqlClientRequirer0 extends DatabaseRequirer0 {
  static readonly definition: typeof mysqlClient0 = mysqlClient0
}
