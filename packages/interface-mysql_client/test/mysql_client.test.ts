import { side, testInterface } from '@interlayer/testing'
import { MysqlClientProvider, MysqlClientProvider0, MysqlClientRequirer } from '../src/index.ts'
import { partners } from '../src/testing.ts'

const servers = { endpoints: ['10.0.1.1:1'], version: '8.4.1', tls: false }

const provider = side(MysqlClientProvider, (db, { edition }) => {
  const password = `password-${String(edition)}`
  for (const { request, account, entity } of db.requests()) {
    if (entity) db.provideEntity({ request, name: account, password })
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
const requirer = side(MysqlClientRequirer, (db) => {
  db.request({ database: 'orders', aliases: ['blue'] })
})

testInterface({
  sides: [provider, provider0, requirer],
  partners,
  fixtures: ['data-platform-libs', 'dpcharmlibs-interfaces'].map(
    (library) => new URL(`../../../tooling/originals/fixtures/${library}/`, import.meta.url),
  ),
  // Originals of wire 1 write it to requirers of wire 0 in the words of JSON.
  byMeaning: ['tls'],
})
