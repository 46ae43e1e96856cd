import {
  Requirer,
  type Agreement,
  type Contract,
  type Params,
  type ReadData,
  type RemoteUnitOf,
} from '@interlayer/runtime'
import { mysql } from './definition.ts'

/** How to reach a database. */
export interface MysqlDatabase {
  readonly database: string
  readonly host: string
  /** 3306 where the provider names none. */
  readonly port: number
  readonly user: string
  readonly password: string
}

/** A read-only copy of the database. */
export interface MysqlReplica extends MysqlDatabase {
  readonly unit: string
}

/** The side of the database's client. */
export class MysqlRequirer extends Requirer<typeof mysql> implements Contract<typeof mysql, 'requires'> {
  static readonly definition: typeof mysql = mysql

  /** Raised while a provider is related; it may not be ready. */
  get connected(): boolean {
    return this.joined
  }

  /** Raised while one database is known whole, and all units that are no replicas agree on it. */
  get available(): boolean {
    return this.database() !== undefined
  }

  /** Raised while the related units name different databases. */
  get disagreeing(): boolean {
    return this.#agreement?.state === 'disagreeing'
  }

  /** Says which character set the database should have. The provider takes utf8 unless told. */
  request({ encoding }: Params<typeof mysql, 'requires', 'request'>): void {
    for (const { localUnit } of this.relations) localUnit.publish({ encoding })
  }

  /** The database; undefined until it is known whole. */
  database(): MysqlDatabase | undefined {
    return this.#agreement?.state === 'ready' ? toDatabase(this.#agreement.data) : undefined
  }

  /** The replicas; each has a host of its own, and none takes part in what the others agree on. */
  replicas(): readonly MysqlReplica[] {
    return this.readyUnits
      .filter(({ data }) => data.slave === true)
      .map(({ unit, data }) => ({ unit: unit.name, ...toDatabase(data) }))
  }

  get #agreement(): Agreement<ProviderData> | undefined {
    const [everyone] = this.conversations
    return everyone && this.agreement(everyone.units.filter((unit) => !isReplica(unit)))
  }
}

type ProviderData = ReadData<(typeof mysql)['provides']['unit']>

/** Known before the rest of its databag is whole. */
function isReplica({ raw }: RemoteUnitOf<typeof mysql, 'requires'>): boolean {
  const slave = mysql.provides.unit.slave.decode(raw.get('slave') ?? '')
  return slave.state === 'decoded' && slave.value
}

function toDatabase({ database, host, port, user, password }: ProviderData): MysqlDatabase {
  return { database, host, port, user, password }
}
