import { expect, test } from 'vitest'
import { createDatabase, dropAccounts, newPassword, problemWith } from '../src/statements.ts'

const wanted = { application: 'shop', database: 'orders', entity: undefined }

test('a database has a role of its own that owns it, and the account is a member of that', () => {
  expect(createDatabase({ database: 'orders', account: 'relation-3' }, 'abc').split('\n')).toEqual([
    `SELECT 'CREATE ROLE "orders" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'orders') \\gexec`,
    `SELECT 'CREATE DATABASE "orders" OWNER "orders"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'orders') \\gexec`,
    'REVOKE ALL ON DATABASE "orders" FROM PUBLIC;',
    `SELECT 'CREATE ROLE "relation-3"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'relation-3') \\gexec`,
    `ALTER ROLE "relation-3" LOGIN PASSWORD 'abc';`,
    'GRANT "orders" TO "relation-3";',
    `ALTER ROLE "relation-3" SET role = 'orders';`,
  ])
})

test('dropping the accounts of relation 1 leaves those of relation 11', () => {
  const those = `rolname = 'relation-1' OR rolname LIKE 'relation-1-%'`
  expect(dropAccounts('relation-1').split('\n')[2]).toBe(
    `SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE ${those} \\gexec`,
  )
})

test('every account has a password of its own', () => {
  expect(newPassword()).toMatch(/^[0-9a-f]{48}$/)
  expect(newPassword()).not.toBe(newPassword())
})

test('a request that can be granted has no problem, and one for a role has', () => {
  expect(problemWith(wanted)).toBeUndefined()
  const entity = { type: 'USER', permissions: [], name: undefined, password: undefined } as const
  expect(problemWith({ ...wanted, entity })).toBe('shop asks for a role or a group: this charm gives accounts only')
})

const quoted = ['', 'a"b', "a'b", 'a b', 'Orders', 'ord*', 'a'.repeat(61)]
test.each([...quoted, 'postgres', 'relation-3', 'pg_x'])('%j names no database', (database) => {
  expect(problemWith({ ...wanted, database })).toMatch(/^shop asks for a database whose name/)
})

test.each(quoted)('%j ends no quotation', (database) => {
  expect(() => createDatabase({ database, account: 'relation-3' }, 'p')).toThrow('check the request')
})
