import { DatabaseRequirer0 } from '@interlayer/data-interfaces'
import { postgresqlClient0 } from './definition.ts'

/** The requirer's side by wire 0. */
export class PostgresqlClientRequirer0 extends DatabaseRequirer0 {
  static readonly definition: typeof postgresqlClient0 = postgresqlClient0
}
