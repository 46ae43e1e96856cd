import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import website from '@interlayer/example-website'
import { readCharmDirectory, type Model } from '@interlayer/simulator'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import proxy from '../src/charm.ts'

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
  model.deploy('proxy', { charm: proxy, metadata })
})
afterEach(() => supervisor.close())

async function get(unit = 'proxy/0', host = 'anything.example'): Promise<readonly [number, string]> {
  const address = model.units.find(({ name }) => name === unit)?.address ?? 'nowhere'
  const request = httpGet({ host: address, port: 8080, headers: { host }, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return [response.statusCode ?? 0, await text(response)]
}

/** Who answers, over as many requests as there could be backends that differ, whenever the proxy has read its file again. */
async function answers(expected: readonly string[]): Promise<readonly string[]> {
  let found: readonly string[] = []
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const pages = await Promise.all(expected.map(() => get()))
    found = [...new Set(pages.map(([, page]) => page.trim().replace('Hello from ', '')))].sort()
    if (found.join() === expected.join()) break
  }
  return found
}

test('without a website it says so, to its operator and to its clients', async () => {
  await model.settle()
  expect(model.status('proxy/0')).toMatchObject({ workload: 'blocked', message: 'relate it to a website' })
  expect(await get()).toEqual([503, 'There is nothing to forward to.\n'])
})

test('it forwards in turn to all units of all related applications, or of the one that the host names', async () => {
  model.deploy('website', { charm: website, units: 2 })
  model.deploy('other', { charm: website })
  model.relate('proxy:reverseproxy', 'website')
  model.relate('proxy:reverseproxy', 'other')
  await model.settle()
  expect(await answers(['other/0', 'website/0', 'website/1'])).toEqual(['other/0', 'website/0', 'website/1'])
  expect(await Promise.all([1, 2, 3].map(() => get('proxy/0', 'other.example')))).toEqual(
    [1, 2, 3].map(() => [200, 'Hello from other/0\n']),
  )
  expect(model.status('proxy/0')).toMatchObject({ workload: 'active', message: 'forwards to website (2), other (1)' })
})

test('it forwards no more to a website that is related no more', async () => {
  model.deploy('website', { charm: website })
  const relation = model.relate('proxy:reverseproxy', 'website')
  await model.settle()
  expect(await answers(['website/0'])).toEqual(['website/0'])
  model.removeRelation(relation)
  await model.settle()
  expect(await answers(['There is nothing to forward to.'])).toEqual(['There is nothing to forward to.'])
})

test('a proxy is a website to another proxy', async () => {
  model.deploy('website', { charm: website })
  model.deploy('outer', { charm: proxy, metadata })
  model.relate('proxy:reverseproxy', 'website')
  model.relate('outer:reverseproxy', 'proxy:website')
  await model.settle()
  await answers(['website/0'])
  expect(await get('outer/0')).toEqual([200, 'Hello from website/0\n'])
})

test.for([
  ['after it stopped', ['website/1']],
  ['before it stops', ['proxy/0']],
] as const)('no request fails when the proxy hears %s that a unit leaves', async ([, first]) => {
  model.deploy('website', { charm: website, units: 2 })
  model.relate('proxy:reverseproxy', 'website')
  await model.settle()
  await answers(['website/0', 'website/1'])
  model.removeUnit('website/1')
  const statuses: number[] = []
  const requests = async (): Promise<void> => {
    for (let number = 0; number < 20; number += 1) statuses.push((await get())[0])
  }
  await Promise.all([model.settle({ units: [...first] }), requests()])
  await Promise.all([model.settle(), requests()])
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(await answers(['website/0'])).toEqual(['website/0'])
})
