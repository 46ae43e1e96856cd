import { expect, test } from 'vitest'
import type { HookResult } from '../src/agent.ts'
import { address, proxyModel, websiteId } from '../src/unit-model.ts'
import { workMissing } from '../src/work.ts'

const ours = { name: 'interlayer', title: '', command: [], charm: 'interlayer' }

function result(published: Readonly<Record<string, string>>, more: Partial<HookResult> = {}): HookResult {
  const model = proxyModel(3, { serving: true })
  const relation = { App: 'client', Units: ['client/0'], Databags: { 'proxy/0': published } }
  return {
    ...{ wall: 1, cpu: 1, memory: 1, code: 0, output: '', calls: {}, processes: 0 },
    model: { ...model, Relations: { ...model.Relations, [websiteId]: relation } },
    ...more,
  }
}

test('a run has done its work when it published what all units say, and ended well', () => {
  const published = { port: '10003', hostname: address }
  expect(workMissing(ours, result(published), 3)).toBeUndefined()
  expect(workMissing(ours, result(published, { code: 1 }), 3)).toBe('ended with 1')
  expect(workMissing(ours, result(published), 4)).toBe('published 10.0.0.1:10003 instead of 10.0.0.1:10004')
  expect(workMissing(ours, result({}), 3)).toBe('published undefined:undefined instead of 10.0.0.1:10003')
})

test('ours may not spawn anything, others may', () => {
  const spawning = result({ port: '10003', hostname: address }, { processes: 2 })
  expect(workMissing(ours, spawning, 3)).toBe('spawned 2 processes')
  expect(workMissing({ ...ours, name: 'ops' }, spawning, 3)).toBeUndefined()
})

test('a program without a charm has nothing to do but end well', () => {
  const bare = { name: 'node', title: '', command: [] }
  expect(workMissing(bare, result({}), 3)).toBeUndefined()
  expect(workMissing(bare, result({}, { code: 1 }), 3)).toBe('ended with 1')
})
