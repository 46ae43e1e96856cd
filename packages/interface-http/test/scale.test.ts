import { defineCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { HttpProvider, HttpRequirer } from '../src/index.ts'

const website = defineCharm({ endpoints: { website: HttpProvider } }).when('website.available', (endpoints) => {
  endpoints.website.configure({ port: 80 })
})

/** Rewrites its file whenever a website differs, as a proxy would; `hosts` has how many it knows in the end, by unit. */
function proxy(hosts: Map<string, number>) {
  return defineCharm({ endpoints: { reverseproxy: HttpRequirer } }).when(
    ['reverseproxy.available', 'reverseproxy.changed'],
    ({ reverseproxy }, { unit }) => {
      hosts.set(unit, reverseproxy.services().flatMap((service) => service.hosts).length)
    },
  )
}

/** Settles, and prints what it took. No limit: machines differ. */
async function settled(name: string, model: Model): Promise<void> {
  const started = performance.now()
  const hooks = await model.settle()
  const seconds = (performance.now() - started) / 1000
  const megabytes = Math.round(process.memoryUsage().rss / 1_000_000)
  console.log(
    `${name}: ${hooks} hooks, ${seconds.toFixed(1)} s, ${Math.round(hooks / seconds)} hooks/s, ${megabytes} MB`,
  )
}

const patient = { timeout: 600_000 }

test('one proxy related to 999 websites settles, and knows them all', patient, async () => {
  const hosts = new Map<string, number>()
  const model = new Model({ seed: 1, trace: false })
  model.deploy('proxy', { charm: proxy(hosts) })
  for (let site = 0; site < 999; site++) {
    model.deploy(`site-${site}x`, { charm: website })
    model.relate('proxy', `site-${site}x`)
  }
  await settled('1 proxy, 999 websites', model)
  expect(hosts).toEqual(new Map([['proxy/0', 999]]))
})

test(
  'ten applications of 100 units, related in five pairs, settle, and each proxy knows its hundred',
  patient,
  async () => {
    const hosts = new Map<string, number>()
    const model = new Model({ seed: 1, trace: false })
    for (const pair of 'abcde') {
      model.deploy(`proxy-${pair}`, { charm: proxy(hosts), units: 100 })
      model.deploy(`site-${pair}`, { charm: website, units: 100 })
      model.relate(`proxy-${pair}`, `site-${pair}`)
    }
    await settled('10 applications of 100 units', model)
    expect([...hosts.values()]).toEqual(Array.from({ length: 500 }, () => 100))
  },
)
