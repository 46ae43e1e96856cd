import { expect, test } from 'vitest'
import { createDatabase, dropAccount, newAccount, problemWith } from '../src/statements.ts'

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
