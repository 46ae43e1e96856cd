import { boolean, choice, defineCharm, integer, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Speaker } from '../support/channel.ts'
import { attempt, failure, turn } from '../support/turn.ts'

test('ports are opened and closed when the hook succeeds, by the last word on each', async () => {
  const charm = defineCharm({
    endpoints: {},
    config: { ports: text('What to open.'), fail: boolean('Whether the hook fails.') },
  })
  charm.when('hook:update-status', (_, hook) => {
    hook.openPort('443')
    for (const port of hook.config.ports.split(' ')) hook.openPort(port)
    hook.closePort('443')
    if (hook.config.fail) throw new Error('as told')
  })
  const model = new Model()
  model.deploy('web', { charm, config: { ports: '80/tcp 8000-8010/udp icmp', fail: false } })
  await model.settle()
  await turn(model, 'web/0')
  const opened = (): unknown =>
    model.trace.flatMap((event) => (event.event === 'port' && event.open ? [event.port] : []))
  const all = ['icmp', '80/tcp', '8000-8010/udp']
  expect(opened()).toEqual(expect.arrayContaining(all))
  model.configure('web', { ports: '81', fail: true })
  await model.settle()
  await attempt(model, 'web/0')
  expect(opened()).toHaveLength(all.length)
})

test.for(['', '0', '70000', '90-80', '80/sctp', 'http'])('"%s" is no port to open', async (port) => {
  const charm = defineCharm({ endpoints: {} }).when('hook:update-status', (_, hook) => hook.openPort(port))
  const model = new Model()
  model.deploy('web', { charm })
  await model.settle()
  expect(await failure(model, 'web/0')).toMatchObject({
    code: 'PORT_INVALID',
    message: `"${port}" is no port. Give "80/tcp", "8000-8010/udp" or "icmp".`,
  })
})

test('a handler shows a version, knows its network, and reads what an operator shared', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: { out: Speaker }, config: { key: text('A secret of the operator.') } })
  charm.when('hook:update-status', async (_, hook) => {
    hook.version('1.2.3')
    const secret = await hook.readSecret(hook.config.key)
    seen.push(await hook.network('out'), String(secret), secret?.reveal())
  })
  const model = new Model({ trace: true })
  const { name } = model.deploy('web', { charm })
  const key = model.addSecret('api-key', { token: 'of-the-operator' })
  model.configure('web', { key })
  await model.settle()
  await turn(model, 'web/0')
  model.grantSecret(key, name)
  await turn(model, 'web/0')
  const network = {
    bindAddresses: ['127.1.0.1'],
    ingressAddresses: ['127.1.0.1'],
    egressSubnets: ['127.1.0.1/32'],
  }
  expect(seen).toEqual([network, 'undefined', undefined, network, '***', { token: 'of-the-operator' }])
  expect(model.trace.filter(({ event }) => event === 'application-version')).toMatchObject([
    { application: 'web', version: '1.2.3' },
    { application: 'web', version: '1.2.3' },
  ])
  expect(JSON.stringify(model.trace)).not.toContain('of-the-operator')
})

test('whether a value changed is not asked of one that holds a secret', async () => {
  const charm = defineCharm({ endpoints: {}, config: { key: text('A secret of the operator.') } })
  charm.when('hook:update-status', async (_, hook) => {
    hook.changed('account', { name: 'app', password: await hook.readSecret(hook.config.key) })
  })
  const model = new Model()
  const { name } = model.deploy('web', { charm })
  const key = model.addSecret('api-key', { token: 'of-the-operator' })
  model.grantSecret(key, name)
  model.configure('web', { key })
  await model.settle()
  expect(await failure(model, 'web/0')).toMatchObject({
    code: 'ENCODE_INVALID',
    message:
      'changed("account") is given a value that holds what is sensitive, of which not even a digest is remembered. Wait for "changed" of the endpoint, which tells rotations too.',
  })
})

test('a handler of a secret hook knows which secret it is about', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: {}, config: { key: text('A secret of the operator.') } })
  charm
    .when('hook:config-changed', async (_, hook) => {
      await hook.readSecret(hook.config.key)
    })
    .when('hook:secret-changed', (_, hook) => void seen.push(hook.secret))
  const model = new Model()
  const { name } = model.deploy('web', { charm })
  const key = model.addSecret('api-key', { token: 'first-content' })
  model.grantSecret(key, name)
  model.configure('web', { key })
  await model.settle()
  model.updateSecret(key, { token: 'second-content' })
  await model.settle()
  expect(seen).toEqual([{ uri: key, label: undefined, revision: undefined }])
})

const backup = defineCharm({ endpoints: { out: Speaker }, flags: { saved: 'There is a backup.' } })
  .when('out.joined', ({ out }) => {
    out.say({ value: 1 })
  })
  .action(
    'backup',
    { target: choice('Where to.', ['disk', 'tape']), keep: integer('How many.', { default: 3 }) },
    ({ out }, hook, { target, keep }) => {
      hook.set('saved')
      out.say({ value: keep })
      if (target === 'tape') throw new Error('there is no tape in the drive')
      return { target, kept: keep, 'joined.units': out.joined }
    },
  )

test('an action has typed parameters, its results, and a share in the transaction', async () => {
  const model = new Model()
  model.deploy('db', { charm: backup })
  await model.settle()
  expect(await model.runAction('db/0', 'backup', { target: 'disk' })).toEqual({
    status: 'completed',
    message: '',
    results: { target: 'disk', kept: '3', 'joined.units': 'false', 'return-code': 0 },
  })
  await turn(model, 'db/0')
  expect(model.flags('db/0')).toEqual(['saved'])
})

test.for([
  ['backup', { target: 'tape' }, 'The handler "action backup" failed: there is no tape in the drive'],
  ['backup', { target: 'moon' }, 'action "backup": target: that is not one of the known values.'],
  ['backup', {}, 'action "backup": "target" is missing.'],
  ['backup', { target: 'disk', all: true }, 'action "backup": there is no parameter "all"; there are: target, keep.'],
  ['back-up', {}, 'The charm has no action "back-up". Did you mean "backup"?'],
] as const)('the action %s %j fails with its reason, and leaves nothing', async ([name, params, message]) => {
  const model = new Model()
  model.deploy('db', { charm: backup })
  await model.settle()
  const before = model.trace.length
  const result = { status: 'failed', message, results: { 'return-code': 0 } }
  expect(await model.runAction('db/0', name, params)).toEqual(result)
  expect(model.trace.slice(before).map(({ event }) => event)).toEqual(['operation'])
  await turn(model, 'db/0')
  expect(model.flags('db/0')).toEqual([])
})
