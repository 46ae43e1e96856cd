import { boolean, choice, defineCharm, integer, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { failure, turn } from '../support/turn.ts'

const config = {
  port: integer('TCP port.', { default: 80 }),
  debug: boolean('More words.', { default: false }),
  mode: choice('How.', ['fast', 'safe'], { default: 'safe' }),
  password: text('Password.', { optional: true, sensitive: true }),
} as const

test('the configuration is decoded: numbers and booleans are such, defaults are there, an optional option may be absent', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: {}, config }).when('hook:update-status', (_, hook) => {
    seen.push({ ...hook.config })
  })
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  await turn(model, 'app/0')
  model.configure('app', { port: 8080, debug: true, mode: 'fast', password: 'p' })
  await model.settle()
  await turn(model, 'app/0')
  expect(seen).toEqual([
    { port: 80, debug: false, mode: 'safe' },
    { port: 8080, debug: true, mode: 'fast', password: 'p' },
  ])
})

test('options that changed are told apart, in whatever hook that is seen first; at first all are added', async () => {
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: {}, config })
    .when('config.changed', (_, hook) => {
      seen.push([hook.name, ...hook.changes('config').map(({ kind, key }) => `${kind} ${key}`)])
    })
    .when('config.changed.password', () => void seen.push('password'))
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  model.configure('app', { port: 8080, password: 'p' })
  await model.settle()
  model.configure('app', { port: 80, password: undefined })
  await turn(model, 'app/0', 'start')
  await model.settle()
  expect(seen).toEqual([
    ['install', 'added debug', 'added mode', 'added port'],
    ['config-changed', 'added password', 'changed port'],
    'password',
    ['start', 'removed password', 'changed port'],
    'password',
  ])
})

test('a configuration that does not fit names the option and never the value', async () => {
  const charm = defineCharm({
    endpoints: {},
    config: { ports: integer('TCP port.', { min: 1, max: 65_535 }), name: text('Name.') },
  }).when('hook:update-status', (_, hook) => {
    JSON.stringify(hook.config)
  })
  const model = new Model()
  model.deploy('app', { charm, config: { ports: 4_242_424 } })
  await model.settle()
  const { code, message } = await failure(model, 'app/0')
  expect(code).toBe('CONFIG_INVALID')
  expect(message).toMatch(/ports: expected an integer from 1 to 65535/)
  expect(message).not.toContain('4242424')
  model.resolve('app/0', { retry: false })
  model.configure('app', { ports: 80 })
  await model.settle()
  expect((await failure(model, 'app/0')).message).toMatch(/name is not set/)
})
