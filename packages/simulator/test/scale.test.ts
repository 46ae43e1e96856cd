import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { program, unitWriter } from './support/program.ts'

const server = unitWriter('website', { port: '80' })
const client = program(async (tools) => {
  const { relation } = tools.context
  if (relation?.remoteUnit !== undefined) await tools.relationGet(relation.id, relation.remoteUnit)
})
const requirer = { program: client, metadata: { requires: { backend: 'http' } } }
const provider = { program: server, metadata: { provides: { website: 'http' } } }

/** Settles, and prints what it took. */
async function settled(name: string, model: Model): Promise<number> {
  const started = performance.now()
  const hooks = await model.settle()
  const seconds = (performance.now() - started) / 1000
  const megabytes = Math.round(process.memoryUsage().heapUsed / 1_000_000)
  console.log(
    `${name}: ${hooks} hooks, ${seconds.toFixed(1)} s, ${Math.round(hooks / seconds)} hooks/s, ${megabytes} MB`,
  )
  return hooks
}

test('one proxy related to 999 websites settles', async () => {
  const model = new Model({ seed: 1, trace: false })
  model.deploy('proxy', requirer)
  for (let site = 0; site < 999; site++) {
    model.deploy(`site-${site}x`, provider)
    model.relate('proxy', `site-${site}x`)
  }
  // Four hooks of each unit's own, and for each relation: two created, two joined, at least two changed.
  expect(await settled('1 proxy, 999 websites', model)).toBeGreaterThanOrEqual(4 * 1000 + 6 * 999)
})

test('ten applications of 100 units, related in pairs, settle', async () => {
  const model = new Model({ seed: 1, trace: false })
  for (const pair of 'abcde') {
    model.deploy(`proxy-${pair}`, { ...requirer, units: 100 })
    model.deploy(`site-${pair}`, { ...provider, units: 100 })
    model.relate(`proxy-${pair}`, `site-${pair}`)
  }
  expect(await settled('10 applications of 100 units', model)).toBeGreaterThanOrEqual(
    4 * 1000 + 5 * (200 + 4 * 100 * 100),
  )
})
