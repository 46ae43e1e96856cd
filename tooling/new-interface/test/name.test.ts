import { join } from 'node:path'
import { expect, test } from 'vitest'
import { camel, nameProblem, pascal } from '../src/name.ts'

const root = join(import.meta.dirname, '../../..')

test('a name is taken as Juju spells interfaces, unless Juju or a package has it already', () => {
  expect(nameProblem('dns_record2', root)).toBeUndefined()
  expect(nameProblem('dns-record', root)).toBeUndefined()
  for (const name of ['', 'DNS', '2dns', 'dns_', 'dns--record', 'dns record', '../dns'])
    expect(nameProblem(name, root)).toBe(
      `"${name}" is no name of an interface: Juju takes words of lower-case letters and digits, with "-" or "_" between them.`,
    )
  expect(nameProblem('juju-dns', root)).toContain('is kept by Juju for itself')
  expect(nameProblem('http', root)).toBe('packages/interface-http is there already: change it, or remove it first.')
})

test('classes and definitions are named after it, without a word of the language', () => {
  expect([pascal('mysql_client'), camel('mysql_client')]).toEqual(['MysqlClient', 'mysqlClient'])
  expect([pascal('public'), camel('public')]).toEqual(['Public', 'publicInterface'])
})
