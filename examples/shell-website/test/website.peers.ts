import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packedCharm } from '@interlayer/example-services/packed'
import type { Model } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// Each hook is a handful of processes, which a busy machine takes its time to start.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const charm = fileURLToPath(new URL('..', import.meta.url))

let supervisor: Awaited<ReturnType<typeof startSupervisor>>
let model: Model

beforeAll(async () => {
  // The charm's own Node is the one on its machine: here this one.
  process.env['PATH'] = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  supervisor = await startSupervisor()
  model = supervisor.model({ seed: 1 })
  const environment = { INTERLAYER_SUPERVISOR: supervisor.socket }
  model.deploy('website', { directory: await packedCharm(charm), environment, report: true })
  await model.settle()
})
afterAll(async () => {
  model.close()
  await supervisor.close()
})

async function page(port: number): Promise<string> {
  const [unit] = model.units
  const response = await fetch(`http://${unit?.address ?? ''}:${port}/`)
  return `${response.status} ${await response.text()}`
}

test('it serves a page that names the unit', async () => {
  expect(await page(8090)).toBe('200 Hello from website/0\n')
  expect(model.status('website/0')).toMatchObject({ workload: 'active', message: 'serves on port 8090' })
  expect(model.flags('website/0')).toEqual(['serving'])
})

test('a new configuration is served, and told to who is related', async () => {
  model.deploy('proxy', {
    program: async () => ({ ran: [], flags: [], steps: [] }),
    metadata: { requires: { web: 'http' } },
  })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  model.configure('website', { port: 8091, greeting: 'Welcome' })
  await model.settle()
  expect(await page(8091)).toBe('200 Welcome from website/0\n')
  await expect(page(8090)).rejects.toThrow('fetch failed')
  expect(Object.fromEntries(model.databag(relation, 'website/0') ?? [])).toMatchObject({ port: '8091' })
})

test('an action writes another page', async () => {
  const run = await model.runAction('website/0', 'write-page', { text: `It's $HOME` })
  expect(run).toMatchObject({ status: 'completed', results: { bytes: '11' } })
  expect(await page(8091)).toBe("200 It's $HOME\n")
})

test('after its stop hook nothing is served', async () => {
  model.removeApplication('website')
  await model.settle()
  await expect(page(8091)).rejects.toThrow('fetch failed')
})
