import { all, defineCharm, not } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { MysqlClientProvider, MysqlClientRequirer, type Database, type DatabaseRequest } from '../src/index.ts'

const charm = defineCharm({ endpoints: { clients: MysqlClientProvider, db: MysqlClientRequirer } })

test('a mistyped flag or key does not compile', () => {
  charm.when(all('db.available', not('db.unasked', 'clients.released'), 'clients.requested'), () => {})
  charm.when(['db.changed.secret-user', 'clients.changed.requests', 'clients.changed.database'], () => {})
  // @ts-expect-error -- it is available
  charm.when('db.avaliable', () => {})
  // @ts-expect-error -- that is a flag of the provider
  charm.when(not('db.requested'), () => {})
  // @ts-expect-error -- clients write no password
  charm.when('clients.changed.password', () => {})
})

test('methods take what the definition says, and give what the class says', () => {
  charm.when('clients.requested', ({ clients, db }) => {
    expectTypeOf(clients.requests()).toEqualTypeOf<readonly DatabaseRequest[]>()
    expectTypeOf(db.databases()).toEqualTypeOf<readonly Database[]>()
    clients.provide({ request: 'clients:1', username: 'a', password: 'b', endpoints: ['c:1'], uris: undefined })
    // @ts-expect-error -- the password is missing
    clients.provide({ request: 'clients:1', username: 'a', endpoints: ['c:1'] })
    // @ts-expect-error -- it is a list
    clients.provide({ request: 'clients:1', username: 'a', password: 'b', endpoints: 'c:1' })
    db.request({ database: 'a', entityType: 'GROUP' })
    // @ts-expect-error -- there is no such kind
    db.request({ database: 'a', entityType: 'ROLE' })
    db.requestAll({ wanted: [{ database: 'a' }, { database: 'a', extraUserRoles: ['b'] }] })
    // @ts-expect-error -- each has a name
    db.requestAll({ wanted: [{ extraUserRoles: ['b'] }] })
    // @ts-expect-error -- databags are hidden from charms
    void db.relations
  })
})
