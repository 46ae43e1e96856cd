import { DatabaseRequirer } from '@interlayer/data-interfaces'
import { postgresqlClient } from './definition.ts'
import { PostgresqlClientRequirer0 } from './wire-0/requirer.ts'

/** The side of the database's client. It asks by wire 0 for one database, by wire 1 for several. */
export class PostgresqlClientRequirer extends DatabaseRequirer {
  static readonly definition: typeof postgresqlClient = postgresqlClient
  static readonly generations = [PostgresqlClientRequirer0] as const
}
