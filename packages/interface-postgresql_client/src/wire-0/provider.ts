import { DatabaseProvider0 } from '@interlayer/data-interfaces'
import { postgresqlClient0 } from './definition.ts'

/** The provider's side towards requirers of wire 0. */
export class PostgresqlClientProvider0 extends DatabaseProvider0 {
  static readonly definition: typeof postgresqlClient0 = postgresqlClient0
}
