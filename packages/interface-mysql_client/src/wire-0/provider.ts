import { DatabaseProvider0 } from '@interlayer/data-interfaces'
import { mysqlClient0 } from './definition.ts'

/** The provider's side towards requirers of wire 0. */
export class MysqlClientProvider0 extends DatabaseProvider0 {
  static readonly definition: typeof mysqlClient0 = mysqlClient0
}
