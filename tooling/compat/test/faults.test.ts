import { Model, type Program } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { failedHooks, killedHooks } from '../src/faults.ts'

const idle: Program = () => Promise.resolve({ ran: [], flags: [], steps: [] })

test('a hook that a charm failed is told from one that was killed, and from hooks of others', async () => {
  const failed = new Set<string>()
  const failsOnce: Program = (tools) => {
    const { hook, unit } = tools.context
    if (hook !== 'config-changed' || failed.has(unit)) return idle(tools)
    failed.add(unit)
    return Promise.reject(new Error('a fault of the workload'))
  }
  const model = new Model({ seed: 1 })
  model.deploy('one', { program: failsOnce, units: 2 })
  await model.settle()
  expect(failedHooks(model.trace, 'one/0')).toEqual(['config-changed'])
  expect(killedHooks(model.trace, 'one')).toBe(0)
})

test('hooks that are killed count where a charm acts, and are no failures of its own', async () => {
  const model = new Model({ seed: 1, faults: { kill: 1 } })
  model.deploy('one', { program: idle })
  model.deploy('another', { program: idle })
  await model.settle()
  expect(failedHooks(model.trace, 'one/0')).toEqual([])
  // It acts when it is elected and when it is configured, and not when it is installed and started.
  expect(killedHooks(model.trace, 'one')).toBe(2)
})
