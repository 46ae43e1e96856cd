import { DatabaseProvider } from '@interlayer/data-interfaces'
import { postgresqlClient } from './definition.ts'
import { PostgresqlClientProvider0 } from './wire-0/provider.ts'

/** The side of the database server. It answers requirers of wires 0 and 1. */
export class PostgresqlClientProvider extends DatabaseProvider {
  static readonly definition: typeof postgresqlClient = postgresqlClient
  static readonly generations = [PostgresqlClientProvider0] as const
}
