import { all, any, defineCharm, not, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Listener } from '../support/channel.ts'
import { idle } from '../support/program.ts'
import { attempt, failure, turn } from '../support/turn.ts'

const speaks = { program: idle, metadata: { provides: { out: 'channel' } } } as const

async function deployed(charm: Parameters<Model['deploy']>[1]): Promise<Model> {
  const model = new Model({ seed: 1 })
  model.deploy('app', charm)
  await model.settle()
  return model
}

test('setBy sets a flag when its condition turns true, and not again while it stays true', async () => {
  const charm = defineCharm({
    endpoints: { in: Listener },
    flags: { greeted: { description: 'Somebody came.', setBy: 'in.joined' } },
  }).when(['greeted', 'hook:update-status'], (_, hook) => hook.clear('greeted'))
  const model = await deployed({ charm })
  model.deploy('speaker', speaks)
  const first = model.relate('app', 'speaker')
  await model.settle()
  expect(model.flags('app/0')).toEqual(['greeted', 'in.joined'])
  await turn(model, 'app/0')
  await turn(model, 'app/0', 'config-changed')
  expect(model.flags('app/0')).toEqual(['in.joined'])
  model.removeRelation(first)
  await model.settle()
  model.relate('app', 'speaker')
  await model.settle()
  expect(model.flags('app/0')).toEqual(['greeted', 'in.joined'])
})

test('a trigger fires before any handler can run, also one that was queued before it', async () => {
  const charm = defineCharm({
    endpoints: {},
    flags: { fresh: 'The data is new.', ready: { description: 'It is in use.', clearedBy: 'fresh' } },
  })
    .when('hook:start', (_, hook) => hook.set('ready'), 'start')
    .when('hook:update-status', (_, hook) => hook.set('fresh'), 'renews')
    .when(all('hook:update-status', 'ready'), () => {}, 'uses the old data')
    .when(
      all('fresh', not('ready')),
      (_, hook) => {
        hook.set('ready')
        hook.clear('fresh')
      },
      'loads',
    )
    .when(all('hook:update-status', 'ready'), () => {}, 'uses the data')
  const model = await deployed({ charm })
  expect((await turn(model, 'app/0')).ran).toEqual(['renews', 'loads', 'uses the old data', 'uses the data'])
})

test('a flag that fell and rose again in one hook fires its trigger twice', async () => {
  const charm = defineCharm({
    endpoints: {},
    flags: { on: 'The switch.', seen: { description: 'It went on.', setBy: 'on' } },
  })
    .when('hook:update-status', (_, hook) => hook.set('on'), '1 switches on')
    .when(
      'hook:update-status',
      (_, hook) => {
        hook.clear('seen')
        hook.clear('on')
      },
      '2 switches off',
    )
    .when('hook:update-status', (_, hook) => hook.set('on'), '3 switches on')
  const model = await deployed({ charm })
  const { steps, flags } = await turn(model, 'app/0')
  expect(flags).toEqual(['on', 'seen'])
  expect(steps.flatMap((step) => (step.step === 'flag' && step.cause === 'seen setBy' ? [step.raised] : []))).toEqual([
    true,
    true,
  ])
})

test('a trigger has its own view of changes: no handler takes one from it, and a failed hook brings it back', async () => {
  let broken = true
  const charm = defineCharm({
    endpoints: {},
    flags: { stale: { description: 'The configuration is newer.', setBy: 'config.changed.motto' } },
    config: { motto: text('A motto.', { default: 'one' }) },
  })
    .when('config.changed.motto', () => {})
    .when('hook:config-changed', () => {
      if (broken) throw new Error('not now')
    })
    .when(['stale', 'hook:update-status'], (_, hook) => hook.clear('stale'))
  const model = new Model()
  model.deploy('app', { charm })
  await expect(model.settle()).rejects.toThrow('not now')
  expect(model.flags('app/0')).toEqual(['stale'])
  broken = false
  await model.settle()
  await turn(model, 'app/0')
  expect(model.flags('app/0')).toEqual([])
  broken = true
  model.configure('app', { motto: 'two' })
  await model.step('app/0')
  expect(model.flags('app/0')).toEqual([])
  broken = false
  await model.settle()
  expect(model.flags('app/0')).toEqual(['stale'])
  await turn(model, 'app/0')
  await turn(model, 'app/0', 'config-changed')
  expect(model.flags('app/0')).toEqual([])
})

test('a change waits for the rest of its condition, but is no news once it came while the condition held', async () => {
  const charm = defineCharm({
    endpoints: {},
    flags: {
      open: 'Ready for news.',
      both: { description: 'News, and ready for them.', setBy: all('open', 'config.changed.motto') },
      either: { description: 'News, or ready for them.', setBy: any('open', 'config.changed.motto') },
    },
    config: { motto: text('A motto.', { default: 'one' }) },
  })
    .when('hook:pre-series-upgrade', (_, hook) => hook.set('open'))
    .when('hook:post-series-upgrade', (_, hook) => {
      hook.clear('both')
      hook.clear('either')
    })
    .when('hook:start', (_, hook) => hook.clear('open'))
  const model = await deployed({ charm })
  expect(model.flags('app/0')).toEqual(['either'])
  await turn(model, 'app/0', 'pre-series-upgrade')
  expect(model.flags('app/0')).toEqual(['both', 'either', 'open'])
  await turn(model, 'app/0', 'post-series-upgrade')
  model.configure('app', { motto: 'two' })
  await model.settle()
  expect(model.flags('app/0')).toEqual(['both', 'open'])
  await turn(model, 'app/0', 'start')
  await turn(model, 'app/0')
  expect(model.flags('app/0')).toEqual(['both'])
})

test('a computed flag is a name for its condition: it follows at once and cannot be set or cleared', async () => {
  const charm = defineCharm({
    endpoints: { in: Listener },
    flags: {
      manual: 'Set by hand.',
      online: { description: 'Somebody is there, and it is wanted.', is: all('in.joined', 'manual') },
      offline: { description: 'The opposite.', is: not('online') },
    },
  })
    .when(['in.joined', 'hook:update-status'], (_, hook) => hook.set('manual'), 'wants')
    .when('online', () => {}, 'goes online')
    .when(['hook:stop', 'online'], () => {})
    .when('hook:start', (_, hook) => {
      // Only a program that does not go by the types can try.
      hook.set('online' as never)
    })
  const model = new Model()
  model.deploy('app', { charm })
  await expect(model.settle()).rejects.toThrow('"online" is computed, so it cannot be set or cleared')
  model.resolve('app/0', { retry: false })
  model.deploy('speaker', speaks)
  model.relate('app', 'speaker')
  await model.settle()
  expect(model.flags('app/0')).toEqual(['in.joined', 'offline'])
  expect((await turn(model, 'app/0')).ran).toEqual(['wants', 'goes online'])
  expect(model.flags('app/0')).toEqual(['in.joined', 'manual', 'online'])
  expect((await failure(model, 'app/0', 'start')).code).toBe('FLAG_DERIVED')
})

test('a flag that the charm does not declare cannot be set', async () => {
  const charm = defineCharm({ endpoints: {}, flags: { known: 'Known.' } }).when('hook:update-status', (_, hook) =>
    hook.set('unknown' as never),
  )
  const model = await deployed({ charm })
  expect(await attempt(model, 'app/0')).toMatchObject({
    outcome: { state: 'failed', error: { code: 'FLAG_DERIVED', details: { flag: 'unknown' } } },
  })
})
