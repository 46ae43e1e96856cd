import { defineCharm } from '@interlayer/runtime'
import { MysqlClientProvider } from '@interlayer/interface-mysql_client'
import { LoadBalancerProvider } from '@interlayer/interface-loadbalancer'
import { expect, test } from 'vitest'
import { wireOf } from '../src/wire.ts'

const nothing = { app: {}, units: {} }

test.each([
  [0, { database: 'orders', 'requested-secrets': '[]' }],
  [1, { version: 'v1', requests: '[]' }],
])('the wire that was spoken is told by the keys: %s', (wire, app) => {
  const charm = defineCharm({ endpoints: { db: MysqlClientProvider } })
  expect(wireOf([charm], 'db', { provides: nothing, requires: { app, units: {} } })).toBe(wire)
})

test('members of a family count', () => {
  const charm = defineCharm({ endpoints: { lb: LoadBalancerProvider } })
  expect(wireOf([charm], 'lb', { provides: nothing, requires: { app: { request_api: '{}' }, units: {} } })).toBe(1)
})
