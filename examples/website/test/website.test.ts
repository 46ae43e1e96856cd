import { readFileSync } from 'node:fs'
import { readCharmDirectory, type Model } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import website from '../src/charm.ts'

// A test is a handful of processes, which a busy machine takes its time to start.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const metadata = readCharmDirectory({
  'charmcraft.yaml': readFileSync(new URL('../charmcraft.yaml', import.meta.url), 'utf8'),
})

let supervisor: Awaited<ReturnType<typeof startSupervisor>>
let model: Model

beforeEach(async () => {
  supervisor = await startSupervisor()
  model = supervisor.model({ seed: 1 })
  model.deploy('website', { charm: website, metadata, units: 2 })
})
afterEach(() => supervisor.close())

function addressOf(unit: string): string {
  return model.units.find(({ name }) => name === unit)?.address ?? 'nowhere'
}

async function get(unit: string, { port = 8080, path = '/' } = {}): Promise<readonly [number, string]> {
  const response = await fetch(`http://${addressOf(unit)}:${port}${path}`)
  return [response.status, await response.text()]
}

test('each unit serves a page that names it', async () => {
  await model.settle()
  expect([await get('website/0'), await get('website/1')]).toEqual([
    [200, 'Hello from website/0\n'],
    [200, 'Hello from website/1\n'],
  ])
  expect((await get('website/0', { path: '/nowhere' }))[0]).toBe(404)
  expect(model.status('website/0')).toMatchObject({ workload: 'active', message: 'serves on port 8080' })
})

test('a new configuration is served, and told to who is related', async () => {
  model.deploy('proxy', {
    program: async () => ({ ran: [], flags: [], steps: [] }),
    metadata: { requires: { web: 'http' } },
  })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  model.configure('website', { port: 8081, greeting: 'Welcome' })
  await model.settle()
  expect(await get('website/1', { port: 8081 })).toEqual([200, 'Welcome from website/1\n'])
  await expect(get('website/1')).rejects.toThrow('fetch failed')
  expect(model.databag(relation, 'website/1')).toEqual(
    new Map([
      ['egress-subnets', `${addressOf('website/1')}/32`],
      ['hostname', addressOf('website/1')],
      ['ingress-address', addressOf('website/1')],
      ['port', '8081'],
      ['private-address', addressOf('website/1')],
    ]),
  )
})

test('a unit that is removed serves to its end, and the others stay', async () => {
  await model.settle()
  const address = addressOf('website/1')
  model.removeUnit('website/1')
  expect(await get('website/1')).toEqual([200, 'Hello from website/1\n'])
  await model.settle()
  await expect(fetch(`http://${address}:8080/`)).rejects.toThrow('fetch failed')
  expect(await get('website/0')).toEqual([200, 'Hello from website/0\n'])
})
