import { Provider, type Contract, type Params } from '@interlayer/runtime'
import { mysql } from './definition.ts'

/** An application that waits for a database. */
export interface MysqlRequest {
  /** The id of the relation, to answer with. */
  readonly relation: string
  readonly application: string
  /** The character set that its units ask for. */
  readonly encoding: string
}

/** The side of the database server. Each application has its own relation, and so its own answer. */
export class MysqlProvider extends Provider<typeof mysql> implements Contract<typeof mysql, 'provides'> {
  static readonly definition: typeof mysql = mysql

  /** Raised while an application is related that has no database from this unit yet. */
  get requested(): boolean {
    return this.requests().length > 0
  }

  /** The applications that wait. One whose units ask for different character sets waits until they agree. */
  requests(): readonly MysqlRequest[] {
    return this.conversations.flatMap(({ with: application, relations, units, databag }) => {
      if (units.length === 0 || databag.state !== 'ready') return []
      const { encoding } = databag.data
      const waiting = relations.filter(({ localUnit }) => localUnit.written.password === undefined)
      return waiting.map(({ id }) => ({ relation: id, application, encoding }))
    })
  }

  /** Gives an application its database. An answer to a relation that is gone is dropped. */
  provide({ relation, replica, ...database }: Params<typeof mysql, 'provides', 'provide'>): void {
    this.relation(relation)?.localUnit.publish({ ...database, slave: replica })
  }

  /** Takes the database back from an application. */
  withdraw({ relation }: Params<typeof mysql, 'provides', 'withdraw'>): void {
    this.relation(relation)?.localUnit.clear()
  }
}
