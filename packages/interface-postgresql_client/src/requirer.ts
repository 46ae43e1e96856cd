import { DatabaseRequirer } from '@interlayer/data-interfaces'
import { postgresqlClient0 } from './wire-0/definition.ts'

/** The side of the database's client. It speaks wire 0, which providers of every wire answer. */
export class PostgresqlClientRequirer extends DatabaseRequirer {
  static readonly definition: typeof postgresqlClient0 = postgresqlClient0
}
