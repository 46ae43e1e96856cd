import { expect, test } from 'vitest'
import {
  createDatabase,
  dropAccount,
  dropAccounts,
  newAccount,
  problemWith,
  problemWithAccount,
} from '../src/statements.ts'

const request = { relation: 'db:3', application: 'blog', encoding: 'utf8mb4' }

test('a request becomes a database and an account that is good for nothing else', () => {
  expect(createDatabase(request, { user: 'db-3', password: 'abc' })).toBe(
    [
      'CREATE DATABASE IF NOT EXISTS `blog` CHARACTER SET utf8mb4;',
      "CREATE OR REPLACE USER 'db-3'@'%' IDENTIFIED BY 'abc';",
      "GRANT ALL PRIVILEGES ON `blog`.* TO 'db-3'@'%';",
    ].join('\n'),
  )
})

test('the end of a relation ends its account and its connections, and leaves the database', () => {
  expect(dropAccount('db:3')).toBe("DROP USER IF EXISTS 'db-3'@'%';\nKILL CONNECTION USER 'db-3'@'%';")
})

test('dropping the accounts of relation 1 leaves those of relation 11', () => {
  expect(dropAccounts('relation-1').split('\n')[1]).toBe(
    "BEGIN NOT ATOMIC FOR one IN (SELECT user FROM mysql.user WHERE user = 'relation-1' OR user LIKE 'relation-1-%') DO",
  )
  expect(() => dropAccounts("x' OR 1")).toThrow('check the request')
})

test('a request that names a database has no problem unless it cannot be granted', () => {
  const wanted = { application: 'shop', database: 'orders', entity: undefined }
  expect(problemWithAccount(wanted)).toBeUndefined()
  for (const database of ['mysql', 'ord_ers', 'ord*'])
    expect(problemWithAccount({ ...wanted, database })).toMatch(/^shop asks for a database whose name/)
  const entity = { type: 'USER', permissions: [], name: undefined, password: undefined } as const
  expect(problemWithAccount({ ...wanted, entity })).toMatch(/^shop asks for a role or a group/)
})

test('every account has a password of its own', () => {
  const [one, other] = [newAccount('db:3'), newAccount('db:3')]
  expect(one.user).toBe('db-3')
  expect(one.password).toMatch(/^[0-9a-f]{48}$/)
  expect(one.password).not.toBe(other.password)
})

test('a request that can be granted has no problem', () => {
  expect(problemWith(request)).toBeUndefined()
})

test('an unknown character set is a problem, and is not repeated', () => {
  expect(problemWith({ ...request, encoding: 'utf8; DROP DATABASE blog' })).toBe(
    'blog asks for another character set than ascii, latin1, utf8, utf8mb3, utf8mb4',
  )
})

test.each(['', 'a`b', "a'b", 'a_b', 'a%b', 'a b', 'Blog', 'a'.repeat(65)])('%j names no database', (application) => {
  expect(problemWith({ ...request, application })).toBe(
    `${application} cannot name a database: use up to 64 of a-z, 0-9 and "-"`,
  )
  expect(() => createDatabase({ ...request, application }, newAccount('db:3'))).toThrow('check the request')
})
