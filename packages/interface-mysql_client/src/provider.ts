import { DatabaseProvider } from '@interlayer/data-interfaces'
import { mysqlClient } from './definition.ts'
import { MysqlClientProvider0 } from './wire-0/provider.ts'

/** The side of the database server. It answers requirers of wires 0 and 1. */
export class MysqlClientProvider extends DatabaseProvider {
  static readonly definition: typeof mysqlClient = mysqlClient
  static readonly generations = [MysqlClientProvider0] as const
}
