import { expect, test } from 'vitest'
import { Model, type TraceEvent } from '../src/index.ts'
import { program } from './support/program.ts'

const shown = { options: {} }
const secret = { options: { sensitive: true } } as const

test('a trace tells a whole small life in order', async () => {
  const model = new Model()
  const website = program(async (tools) => {
    if (tools.context.hook !== 'start') return ['fresh']
    await tools.relationSet('peers:0', 'unit', new Map([['ready', 'yes']]))
    return ['started']
  })
  model.deploy('web', {
    program: website,
    metadata: { peers: { peers: 'p' } },
    fields: { peers: { unit: { ready: shown } } },
  })
  await model.settle()
  const databag = { event: 'databag', relation: 0, owner: 'web/0' }
  expect(model.trace).toEqual([
    { event: 'deploy', application: 'web', units: 1 },
    { event: 'relation', relation: 0, key: 'web:peers', life: 'alive' },
    { event: 'unit', unit: 'web/0', life: 'alive' },
    { event: 'leader', application: 'web', unit: 'web/0' },
    { event: 'hook', number: 1, unit: 'web/0', hook: 'install', outcome: 'ok' },
    { event: 'flag', hook: 1, unit: 'web/0', flag: 'fresh', raised: true },
    { ...databag, key: 'egress-subnets', after: '127.1.0.1/32' },
    { ...databag, key: 'ingress-address', after: '127.1.0.1' },
    { ...databag, key: 'private-address', after: '127.1.0.1' },
    {
      event: 'hook',
      number: 2,
      unit: 'web/0',
      hook: 'peers-relation-created',
      relation: 'peers:0',
      remoteApp: 'web',
      outcome: 'ok',
    },
    { event: 'hook', number: 3, unit: 'web/0', hook: 'leader-elected', outcome: 'ok' },
    { event: 'hook', number: 4, unit: 'web/0', hook: 'config-changed', outcome: 'ok' },
    { event: 'hook', number: 5, unit: 'web/0', hook: 'start', outcome: 'ok' },
    { ...databag, hook: 5, key: 'ready', after: 'yes' },
    { event: 'flag', hook: 5, unit: 'web/0', flag: 'fresh', raised: false },
    { event: 'flag', hook: 5, unit: 'web/0', flag: 'started', raised: true },
  ])
})

test('sensitive values are hidden, and undeclared keys show only their length', async () => {
  const model = new Model()
  const values = {
    host: 'a',
    password: 'hunter2',
    'unit.cert': 'PEM',
    'unit.server.key': 'KEY',
    other: 'hunter2',
    __proto__x: 'y',
  }
  const charm = program(async (tools) => {
    if (tools.context.hook === 'start') await tools.relationSet('peers:0', 'app', new Map(Object.entries(values)))
  })
  const app = { host: shown, password: secret, '{unit}.cert': shown, '{unit}.key': shown, '{unit}.server.key': secret }
  model.deploy('web', { program: charm, metadata: { peers: { peers: 'p' } }, fields: { peers: { app } } })
  await model.settle()
  const seen = model.trace.flatMap((event) =>
    event.event === 'databag' && event.owner === 'web' ? [[event.key, event.after]] : [],
  )
  expect(seen).toEqual([
    ['__proto__x', '<1 characters>'],
    ['host', 'a'],
    ['other', '<7 characters>'],
    ['password', '***'],
    ['unit.cert', 'PEM'],
    ['unit.server.key', '***'],
  ])
  expect(JSON.stringify(model.trace)).not.toContain('hunter2')
})

test('events can be listened to without being kept', async () => {
  const events: TraceEvent[] = []
  const [kept, heard, silent] = [
    new Model({ seed: 3 }),
    new Model({ seed: 3, trace: false, onEvent: (event) => events.push(event) }),
    new Model({ seed: 3, trace: false }),
  ]
  const charm = program(async (tools) => tools.log('info', ['here']))
  for (const model of [kept, heard, silent]) {
    model.deploy('web', { program: charm, units: 2 })
    await model.settle()
  }
  expect(events).toEqual(kept.trace)
  expect([heard.trace, silent.trace]).toEqual([[], []])
})

test('a trace is plain JSON', async () => {
  const model = new Model()
  model.deploy('web', { program: () => Promise.reject(new Error('no')) })
  await model.step('web/0')
  expect(JSON.parse(JSON.stringify(model.trace))).toEqual(model.trace)
})
