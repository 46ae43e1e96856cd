import { defineCharm, type Hook } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { attempt } from '../support/turn.ts'

type Reporting = Pick<Hook, 'status' | 'progress' | 'log'>

/** What one hook shows when its handlers do this, one after the other. */
async function shown(...handlers: readonly ((hook: Reporting) => void | Promise<void>)[]): Promise<readonly unknown[]> {
  const charm = defineCharm({ endpoints: {} })
  for (const [index, handler] of handlers.entries())
    charm.when('hook:update-status', (_, hook) => handler(hook), String(index))
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const since = model.trace.length
  await attempt(model, 'app/0')
  return model.trace.slice(since).flatMap((event) => {
    if (event.event === 'status') return [[event.status, event.message]]
    return event.event === 'log' ? [[event.level, ...event.lines]] : []
  })
}

test('of all reported statuses the worst is shown, once, and of equals the first', async () => {
  const active = (hook: Reporting): void => hook.status('active')
  expect(await shown(active, active)).toEqual([['active', '']])
  expect(
    await shown(
      (hook) => hook.status('waiting', 'for a database'),
      (hook) => hook.status('maintenance', 'installs'),
      (hook) => hook.status('blocked', 'no password'),
      active,
      (hook) => hook.status('blocked', 'no name'),
    ),
  ).toEqual([['blocked', 'no password']])
  expect(
    await shown(
      active,
      (hook) => hook.status('maintenance', 'installs'),
      (hook) => hook.status('waiting', 'for data'),
    ),
  ).toEqual([['waiting', 'for data']])
})

test('a hook that reports nothing leaves the status as it is', async () => {
  expect(await shown(() => {})).toEqual([])
})

test('progress is shown at once, also of a hook that fails, and its collected status is not', async () => {
  expect(
    await shown(
      (hook) => hook.status('active'),
      (hook) => hook.progress('copies the data'),
      () => {
        throw new Error('no space left')
      },
    ),
  ).toEqual([['maintenance', 'copies the data']])
})

test('log lines are sent at the end, one call for each level, worst first', async () => {
  expect(
    await shown(
      (hook) => {
        hook.log('debug', 'one')
        hook.log('error', 'two')
      },
      (hook) => {
        hook.log('warning', 'three')
        hook.log('debug', 'four')
      },
    ),
  ).toEqual([
    ['error', 'two'],
    ['warning', 'three'],
    ['debug', 'one', 'four'],
  ])
})

test('of a log without end the last lines are sent', async () => {
  const text = 'x'.repeat(9_999)
  expect(
    await shown((hook) => {
      for (let line = 0; line < 50; line += 1) hook.log('info', `${line % 10}${text}`)
    }),
  ).toEqual([['info', '(lines left out: 47) …', ...['7', '8', '9'].map((digit) => `${digit}${text}`)]])
})

test('of a log without end, line breaks count too, and it is told how much is left out, also of one line', async () => {
  const [few, long] = ['é'.repeat(40_000), 'é'.repeat(50_000)]
  expect(
    await shown((hook) => {
      for (let line = 0; line < 60_000; line += 1) hook.log('info', '')
      for (const line of ['', few]) hook.log('warning', line)
      for (const line of ['', long]) hook.log('error', line)
    }),
  ).toEqual([
    ['error', '(lines left out: 1) …', `(50000 characters) …${few}`],
    ['warning', '(lines left out: 1) …', few],
    ['info', '(lines left out: 19999) …', ...Array<string>(40_001).fill('')],
  ])
})

test('the log is sent also when the hook fails', async () => {
  expect(
    await shown(
      (hook) => hook.log('info', 'about to fail'),
      () => {
        throw new Error('no space left')
      },
    ),
  ).toEqual([['info', 'about to fail']])
})
