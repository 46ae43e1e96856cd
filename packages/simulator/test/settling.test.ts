import type { HookTools } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { idle, program, unitWriter } from './support/program.ts'

const requirer = { requires: { backend: 'http' } }
const provider = { provides: { website: 'http' } }

/** Answers whatever the other side counts to with the next number. */
async function counts(tools: HookTools, key: string): Promise<void> {
  const { relation, hook } = tools.context
  if (!hook.endsWith('-changed') || relation?.remoteUnit === undefined) return
  const heard = await tools.relationGet(relation.id, relation.remoteUnit)
  const next = Math.max(0, ...[...(heard ?? [])].map(([, text]) => Number(text)).filter(Number.isInteger)) + 1
  await tools.relationSet(relation.id, 'unit', new Map([[key, String(next)]]))
}

test('two charms that keep answering each other are reported with the relation, the writers and the keys', async () => {
  const model = new Model()
  model.deploy('ping', { program: program((tools) => counts(tools, 'asked')), metadata: requirer })
  model.deploy('pong', { program: program((tools) => counts(tools, 'answered')), metadata: provider })
  model.relate('ping', 'pong')
  await expect(model.settle()).rejects.toMatchObject({
    code: 'EXCHANGE_UNBOUNDED',
    message:
      'Relation ping:backend pong:website does not settle: ping/0 keeps writing "asked" in ping:backend pong:website; ' +
      'pong/0 keeps writing "answered" in ping:backend pong:website (101 times): write only what differs, and do not answer an answer.',
  })
})

test('a key that is written once for each of many units is no exchange', async () => {
  const model = new Model({ bounds: { rewrites: 5 } })
  const known = new Set<string>()
  const proxy = program(async (tools) => {
    const { relation } = tools.context
    if (relation?.remoteUnit === undefined) return
    known.add(relation.remoteUnit)
    await tools.relationSet(relation.id, 'unit', new Map([['known', String(known.size)]]))
  })
  model.deploy('proxy', { program: proxy, metadata: requirer })
  model.deploy('website', { program: idle, metadata: provider, units: 30 })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  expect(model.databag(relation, 'proxy/0')?.get('known')).toBe('30')
})

test('settle gives up after its bound of turns', async () => {
  const model = new Model({ bounds: { turns: 5 } })
  model.deploy('website', { program: idle, units: 3 })
  await expect(model.settle()).rejects.toMatchObject({
    code: 'SETTLE_UNBOUNDED',
    message: 'The model is not quiet after 5 turns: raise the bound, or step to see why.',
  })
  expect(await model.settle().catch(() => 'again')).toBe('again')
})

test('settle of some units leaves the others alone', async () => {
  const model = new Model()
  model.deploy('website', { program: unitWriter('website', { port: '80' }), metadata: provider, units: 2 })
  model.deploy('proxy', { program: idle, metadata: requirer })
  model.relate('proxy', 'website')
  expect(await model.settle({ units: ['website/1'] })).toBe(5)
  expect(model.status('website/1')).toEqual({ workload: 'unknown', message: '', agent: 'idle' })
  expect(model.status('website/0')).toEqual({ workload: 'unknown', message: '', agent: 'pending' })
  await expect(model.settle({ units: ['website/9'] })).rejects.toMatchObject({ code: 'UNIT_UNKNOWN' })
})

test('step runs the next hook of one unit, and nothing when there is none', async () => {
  const model = new Model()
  model.deploy('website', { program: idle })
  const hooks: (string | undefined)[] = []
  for (let turn = 0; turn < 5; turn++) hooks.push((await model.step('website/0'))?.hook)
  expect(hooks).toEqual(['install', 'leader-elected', 'config-changed', 'start', undefined])
})

test('hooks of one model run one at a time', async () => {
  const model = new Model()
  model.deploy('website', { program: idle })
  const first = model.settle()
  await expect(model.step('website/0')).rejects.toMatchObject({ code: 'MODEL_BUSY' })
  expect(await first).toBe(4)
})
