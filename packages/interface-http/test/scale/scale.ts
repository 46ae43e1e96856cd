import { defineCharm } from '@interlayer/runtime'
import type { Model } from '@interlayer/simulator'
import { HttpProvider, HttpRequirer } from '../../src/index.ts'

/** Says where it is, and nothing else. */
export const website = defineCharm({ endpoints: { website: HttpProvider } }).when('website.available', (endpoints) => {
  endpoints.website.configure({ port: 80 })
})

/** Rewrites its file whenever a website differs, as a proxy would; `hosts` has how many it knows in the end, by unit. */
export function proxy(hosts: Map<string, number>) {
  return defineCharm({ endpoints: { reverseproxy: HttpRequirer } }).when(
    ['reverseproxy.available', 'reverseproxy.changed'],
    ({ reverseproxy }, { unit }) => {
      hosts.set(unit, reverseproxy.services().flatMap((service) => service.hosts).length)
    },
  )
}

/** Settles, and prints what it took. No limit: machines differ. */
export async function settled(name: string, model: Model): Promise<void> {
  const started = performance.now()
  const hooks = await model.settle()
  const seconds = (performance.now() - started) / 1000
  const megabytes = Math.round(process.memoryUsage().rss / 1_000_000)
  console.log(
    `${name}: ${hooks} hooks, ${seconds.toFixed(1)} s, ${Math.round(hooks / seconds)} hooks/s, ${megabytes} MB`,
  )
}

/** Machines differ. */
export const patient = { timeout: 600_000 }
