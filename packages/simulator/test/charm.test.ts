import { defineCharm, defineInterface, port, Provider, Requirer, text, type Contract } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'

const http = defineInterface({
  name: 'http',
  wire: 1,
  summary: 'Where a web server can be reached.',
  scope: 'either',
  provides: {
    unit: { port: port('TCP port.'), token: text('Secret.', { optional: true, sensitive: true }) },
    flags: { available: 'Somebody is related.' },
  },
  requires: { flags: { available: 'A server is known.' } },
})

class HttpProvider extends Provider<typeof http> implements Contract<typeof http, 'provides'> {
  static readonly definition: typeof http = http
  get available(): boolean {
    return this.joined
  }
  configure(number: number): void {
    for (const { localUnit } of this.relations) localUnit.publish({ port: number, token: 'hidden' })
  }
}

class HttpRequirer extends Requirer<typeof http> implements Contract<typeof http, 'requires'> {
  static readonly definition: typeof http = http
  get available(): boolean {
    return this.readyUnits.length > 0
  }
}

const website = defineCharm({
  endpoints: { website: HttpProvider },
  config: { port: port('TCP port.', { default: 8080 }) },
})
website.when('website.available', (endpoints, hook) => {
  endpoints.website.configure(hook.config.port)
})
const proxy = defineCharm({ endpoints: { reverseproxy: HttpRequirer } })

test('charms run with metadata, configuration and disclosure from their code', async () => {
  const model = new Model({ seed: 1 })
  model.deploy('website', { charm: website, config: { port: 8081 } })
  model.deploy('proxy', { charm: proxy })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  expect(model.databag(relation, 'website/0')?.get('port')).toBe('8081')
  expect(model.flags('proxy/0')).toEqual(['reverseproxy.available', 'reverseproxy.joined'])
  model.configure('website', { port: undefined })
  await model.settle()
  expect(
    model.trace.filter((event) => event.event === 'databag' && event.owner === 'website/0' && event.hook !== undefined),
  ).toMatchObject([
    { key: 'port', after: '8081' },
    { key: 'token', after: '***' },
    { key: 'port', before: '8081', after: '8080' },
  ])
})

test('an interface of open scope is container-scoped in a subordinate', async () => {
  const model = new Model({ seed: 1 })
  model.deploy('website', { charm: website, units: 2 })
  model.deploy('watcher', { charm: proxy, metadata: { subordinate: true } })
  expect(model.relate('watcher', 'website').scope).toBe('container')
  await model.settle()
  expect(model.units.map(({ name, principal }) => [name, principal])).toEqual([
    ['website/0', undefined],
    ['website/1', undefined],
    ['watcher/0', 'website/1'],
    ['watcher/1', 'website/0'],
  ])
})

test('metadata that disagrees with the code is refused', () => {
  const model = new Model()
  expect(() => model.deploy('proxy', { charm: proxy, metadata: { requires: { reverseproxy: 'https' } } })).toThrow(
    expect.objectContaining({ code: 'METADATA_INVALID' }),
  )
})
