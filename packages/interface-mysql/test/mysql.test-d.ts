import { all, defineCharm, not, Requirer, type Contract } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { mysql, MysqlProvider, MysqlRequirer, type MysqlDatabase, type MysqlRequest } from '../src/index.ts'

const charm = defineCharm({
  endpoints: { clients: MysqlProvider, db: MysqlRequirer },
  flags: { migrated: 'The tables are as this version wants them.' },
})

test('a mistyped flag or key does not compile', () => {
  charm.when(all('db.available', not('db.disagreeing', 'migrated'), 'clients.requested'), () => {})
  charm.when(['db.changed.password', 'clients.changed.encoding', 'clients.changed.ingress-address'], () => {})
  // @ts-expect-error -- it is available
  charm.when('db.avaliable', () => {})
  // @ts-expect-error -- that is a flag of the provider
  charm.when(not('db.requested'), () => {})
  // @ts-expect-error -- clients write no password
  charm.when('clients.changed.password', () => {})
})

test('methods take what the definition says, and give what the class says', () => {
  charm.when('clients.requested', ({ clients, db }) => {
    expectTypeOf(clients.requests()).toEqualTypeOf<readonly MysqlRequest[]>()
    expectTypeOf(db.database()).toEqualTypeOf<MysqlDatabase | undefined>()
    clients.provide({ relation: 'clients:1', database: 'a', host: 'b', user: 'c', password: 'd', replica: true })
    // @ts-expect-error -- the password is missing
    clients.provide({ relation: 'clients:1', database: 'a', host: 'b', user: 'c' })
    // @ts-expect-error -- the port is a number
    clients.provide({ relation: 'clients:1', database: 'a', host: 'b', user: 'c', password: 'd', port: '3306' })
    // @ts-expect-error -- it may not be known yet
    void db.database().password
  })
})

test("neither side can write the other's fields", () => {
  class Server extends MysqlProvider {
    write(): void {
      for (const { localUnit } of this.relations) {
        localUnit.update({ password: 'new' })
        // @ts-expect-error -- clients say which encoding they want
        localUnit.update({ encoding: 'utf8' })
        // @ts-expect-error -- the other fields are needed too
        localUnit.publish({ password: 'new' })
      }
    }
  }
  class Client extends MysqlRequirer {
    write(): void {
      for (const { localUnit } of this.relations) {
        localUnit.publish({})
        // @ts-expect-error -- the server says which password it is
        localUnit.publish({ password: 'new' })
      }
    }
  }
  expectTypeOf<Server>().toExtend<MysqlProvider>()
  expectTypeOf<Client>().toExtend<MysqlRequirer>()
})

test('what units say together is data only where they agree', () => {
  class Client extends MysqlRequirer {
    read(): void {
      for (const { databag } of this.conversations) {
        // @ts-expect-error -- they may disagree
        void databag.data
        if (databag.state === 'ready') expectTypeOf(databag.data.port).toEqualTypeOf<number>()
        if (databag.state === 'disagreeing') expectTypeOf(databag.fields).toExtend<Record<string, readonly string[]>>()
      }
    }
  }
  expectTypeOf<Client>().toExtend<MysqlRequirer>()
})

test('a class that lacks what mysql declares does not compile', () => {
  // @ts-expect-error -- it lacks connected, disagreeing and the methods
  class Half extends Requirer<typeof mysql> implements Contract<typeof mysql, 'requires'> {
    static readonly definition: typeof mysql = mysql
    readonly available = true
  }
  expectTypeOf<Half['available']>().toEqualTypeOf<true>()
})
