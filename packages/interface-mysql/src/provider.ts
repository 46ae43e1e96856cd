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

  /**
   * Gives an application its database. An answer to a relation that is gone is dropped. Without a host the application goes on
   * waiting until Juju knows this unit's address.
   */
  provide({
    relation: id,
    host,
    replica,
    rootPassword,
    ...account
  }: Params<typeof mysql, 'provides', 'provide'>): void {
    const relation = this.relation(id)
    const address = host ?? relation?.ingressAddress
    if (address !== undefined)
      relation?.localUnit.publish({ ...account, host: address, slave: replica, root_password: rootPassword })
  }

  /** Takes the database back from one application or, without a relation, from all of them: it is requested again. */
  withdraw({ relation: id }: Params<typeof mysql, 'provides', 'withdraw'> = {}): void {
    for (const { localUnit } of this.relations.filter((relation) => id === undefined || relation.id === id))
      localUnit.clear()
  }
}
