import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { MysqlClientProvider, MysqlClientRequirer } from '@interlayer/interface-mysql_client'
import { expect, test } from 'vitest'
import { CliError } from '../src/index.ts'
import { loadInterface } from '../src/interfaces/interface-module.ts'

const here = import.meta.dirname

test('finds both sides of an interface package', async () => {
  expect(await loadInterface('@interlayer/interface-http', here)).toEqual({
    provides: HttpProvider,
    requires: HttpRequirer,
  })
})

test('takes the newest wire of each side', async () => {
  expect(await loadInterface('@interlayer/interface-mysql_client', here)).toEqual({
    provides: MysqlClientProvider,
    requires: MysqlClientRequirer,
  })
})

test.each([
  [
    '@interlayer/contract',
    '@interlayer/contract exports no side of an interface: name a package such as @interlayer/interface-http.',
  ],
  [
    '@interlayer/interface-nowhere',
    `@interlayer/interface-nowhere cannot be loaded from ${here}: Cannot find module '@interlayer/interface-nowhere'. Install it there with npm or pnpm.`,
  ],
])('refuses %s, which is no interface package', async (name, message) => {
  await expect(loadInterface(name, here)).rejects.toEqual(new CliError('INTERFACE_UNKNOWN', message))
})
