import { readFileSync } from 'node:fs'
import { TlsCertificatesRequirer } from '@interlayer/interface-tls-certificates'
import { defineCharm } from '@interlayer/runtime'
import { Model, readCharmDirectory } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { problemWith } from '../src/authority.ts'
import authority from '../src/charm.ts'

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})
const client = defineCharm({ endpoints: { certificates: TlsCertificatesRequirer } })

test('without OpenSSL the leader says what to install, others stand by, and nobody tells anything', async () => {
  const model = new Model()
  model.deploy('authority', { charm: authority, metadata, units: 2, config: { path: '/nowhere:/not-there-either' } })
  model.deploy('client', { charm: client })
  const relation = model.relate('client', 'authority')
  await model.settle()
  expect(['authority/0', 'authority/1'].map((unit) => model.status(unit))).toEqual([
    { workload: 'blocked', message: 'install openssl: there is none in /nowhere:/not-there-either', agent: 'idle' },
    { workload: 'waiting', message: 'the leader signs, this unit stands by', agent: 'idle' },
  ])
  const jujuKeys = ['egress-subnets', 'ingress-address', 'private-address']
  for (const unit of ['authority/0', 'authority/1'])
    expect([...(model.databag(relation, unit)?.keys() ?? [])]).toEqual(jujuKeys)
})

test.each([
  ['a\nbasicConstraints=CA:TRUE', false],
  ['a/CN=b', false],
  ['a,DNS:b', false],
  ['', false],
  ['*.example.com', true],
  ['fd00::1', true],
])('whether %j can be a name in a certificate: %s', (name, can) => {
  const request = { id: 'a', relation: 'clients:0', from: 'app/0', kind: 'server', signingRequest: undefined } as const
  expect(problemWith({ ...request, commonName: 'a', sans: [name] }) === undefined).toBe(can)
})

test('charmcraft.yaml declares the options that the code reads', () => {
  const options = Object.entries(authority.config).map(([name, { description, options }]) => {
    return [name, { description, default: options.default }]
  })
  expect(metadata.config?.options).toMatchObject(Object.fromEntries(options))
  expect(Object.keys(metadata.config?.options ?? {})).toEqual(Object.keys(authority.config))
})
