import { all, defineCharm, not, type AnyCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { attempt, turn } from '../support/turn.ts'

test('once runs in one successful hook of the unit: when its condition first holds, and again only after a failure', async () => {
  const ran: string[] = []
  let broken = true
  const charm = defineCharm({ endpoints: {}, flags: { ready: 'Ready.' } })
    .once('migrate', 'ready', (_, hook) => {
      ran.push(hook.name)
      if (broken) throw new Error('no space left')
    })
    .when('hook:update-status', (_, hook) => hook.set('ready'))
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  expect(ran).toEqual([])
  expect((await attempt(model, 'app/0')).outcome.state).toBe('failed')
  broken = false
  await model.settle()
  await turn(model, 'app/0')
  await turn(model, 'app/0', 'config-changed')
  expect(ran).toEqual(['update-status', 'update-status'])
})

test('once does not run again when its flag falls and rises within the hook', async () => {
  const charm = defineCharm({ endpoints: {}, flags: { on: 'On.' } })
    .when(all('hook:update-status', not('on')), (_, hook) => hook.set('on'), 'sets')
    .once('once', 'on', (_, hook) => hook.clear('on'))
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  expect((await turn(model, 'app/0')).ran).toEqual(['sets', 'once', 'sets'])
  expect((await turn(model, 'app/0')).ran).toEqual([])
})

test('once goes by its id, so that a changed condition does not run it again and another id does; each unit has its own', async () => {
  const ran: string[] = []
  const versions: readonly AnyCharm[] = [
    defineCharm({ endpoints: {} }).once('migrate', 'hook:update-status', (_, hook) => void ran.push(`1 ${hook.unit}`)),
    defineCharm({ endpoints: {} }).once('migrate', { all: [] }, (_, hook) => void ran.push(`2 ${hook.unit}`)),
    defineCharm({ endpoints: {} }).once('migrate again', { all: [] }, (_, hook) => void ran.push(`3 ${hook.unit}`)),
  ]
  let [charm = defineCharm({ endpoints: {} })] = versions
  const model = new Model()
  model.deploy('app', { program: (tools) => runHook(charm, tools), units: 2 })
  await model.settle()
  for (const version of versions) {
    charm = version
    for (const unit of ['app/0', 'app/1']) await turn(model, unit)
  }
  expect(ran).toEqual(['1 app/0', '1 app/1', '3 app/0', '3 app/1'])
})
