import { side, testInterface } from '@interlayer/testing'
import { MysqlClientProvider, MysqlClientProvider0, MysqlClientRequirer, MysqlClientRequirer0 } from '../src/index.ts'
import { partners } from '../src/testing.ts'

const servers = { endpoints: ['10.0.1.1:1'], version: '8.4.1', tls: false }

const provider = side(MysqlClientProvider, (db, { edition }) => {
  const password = `password-${String(edition)}`
  for (const { request, account, entity } of db.requests()) {
    if (entity) db.provideEntity({ request, name: entity.name ?? account, password: entity.password ?? password })
    else db.provide({ request, username: account, password, ...servers })
  }
  for (const { request, username } of db.given())
    if (username !== undefined) db.provide({ request, username, password, ...servers })
  for (const { request } of db.releases()) db.withdraw({ request })
})
const provider0 = side(MysqlClientProvider0, (db, { edition }) => {
  for (const { account: username, request, write } of db.exchanges())
    write(request && { username, password: `password-${String(edition)}`, ...servers })
})
const requirer = side(MysqlClientRequirer, (db, { application, edition }) => {
  // A further application asks for one database, and so by wire 0 of the same provider.
  if (application === 'guests') db.request({ database: 'orders', aliases: ['blue'] })
  else
    db.requestAll({
      wanted: [
        { database: 'orders', extraUserRoles: ['admin'] },
        { database: edition === 1 ? 'stock' : 'sales' },
        { database: 'orders', entityType: 'USER', entityName: 'reader', entityPassword: 'chosen-password' },
      ],
    })
})
const requirer0 = side(MysqlClientRequirer0, (db) => {
  db.ask(db.unasked, { database: 'orders', aliases: ['blue'] })
})

testInterface({
  sides: [provider, provider0, requirer, requirer0],
  partners,
  fixtures: ['data-platform-libs', 'dpcharmlibs-interfaces'].map(
    (library) => new URL(`../../../tooling/originals/fixtures/${library}/`, import.meta.url),
  ),
  // Originals of wire 1 write it to requirers of wire 0 in the words of JSON.
  byMeaning: ['tls'],
})
