import { all, any, defineCharm, not, Provider, Requirer, type Contract } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { http, HttpProvider, HttpRequirer, type HttpService } from '../src/index.ts'

const charm = defineCharm({
  endpoints: { website: HttpProvider, backend: HttpRequirer },
  flags: { configured: 'The configuration file is written.' },
})

test('a mistyped flag does not compile, alone or inside a condition', () => {
  charm.when(['website.available', not('configured'), any('backend.joined', 'backend.changed.port')], () => {})
  // @ts-expect-error -- it is available
  charm.when('website.avaliable', () => {})
  // @ts-expect-error -- it is available
  charm.when(all('configured', 'backend.avaliable'), () => {})
  // @ts-expect-error -- it is available
  charm.when(['configured', not('backend.avaliable')], () => {})
  // @ts-expect-error -- there is no such endpoint
  charm.when('proxy.available', () => {})
  // @ts-expect-error -- it is configured
  charm.once('id', any('website.available', 'configurd'), () => {})
})

test('a change of a key that the other side does not write does not compile', () => {
  charm.when(any('backend.changed', 'backend.changed.hostname', 'backend.changed.ingress-address'), () => {})
  // @ts-expect-error -- websites write hostname
  charm.when('backend.changed.host-name', () => {})
  // @ts-expect-error -- proxies write nothing
  charm.when('website.changed.port', () => {})
  // @ts-expect-error -- so their databags are never read
  charm.when('website.changed.ingress-address', () => {})
})

test('methods take what the definition says, and give what the class says', () => {
  charm.when('website.available', ({ website, backend }, hook) => {
    website.configure({ port: 80, hostname: 'a', more: [{ hostname: 'b', port: 81 }] })
    website.configure({ port: 80, hostname: undefined })
    // @ts-expect-error -- the port is needed
    website.configure({ hostname: 'a' })
    // @ts-expect-error -- it is a number
    website.configure({ port: '80' })
    // @ts-expect-error -- wire keys do not leave the interface
    website.configure({ port: 80, 'private-address': '10.0.0.1' })
    // @ts-expect-error -- that is for websites
    backend.configure({ port: 80 })
    expectTypeOf(backend.services()).toEqualTypeOf<readonly HttpService[]>()
    hook.set('configured')
    // @ts-expect-error -- the charm does not declare it
    hook.set('serving')
    // @ts-expect-error -- a flag of an interface is derived
    hook.set('website.available')
  })
})

test('databags are hidden from charms', () => {
  charm.when('backend.available', ({ backend }) => {
    // @ts-expect-error -- relations are for the classes of the interface
    void backend.relations
  })
})

test('a provider publishes its own fields, whole, and nothing else', () => {
  class Site extends HttpProvider {
    publish(): void {
      for (const { localUnit } of this.relations) {
        localUnit.publish({ port: 80, hostname: 'a' })
        // @ts-expect-error -- the port is missing
        localUnit.publish({ hostname: 'a' })
        // @ts-expect-error -- it is a number
        localUnit.publish({ port: '80' })
        // @ts-expect-error -- it is no key of http
        localUnit.publish({ port: 80, sitename: 'a' })
        localUnit.update({ hostname: undefined })
      }
    }
  }
  class Client extends HttpRequirer {
    publish(): void {
      for (const { localUnit } of this.relations) {
        // @ts-expect-error -- that is the provider's field
        localUnit.publish({ port: 80 })
      }
    }
  }
  expectTypeOf<Site>().toExtend<HttpProvider>()
  expectTypeOf<Client>().toExtend<HttpRequirer>()
})

test('data is there only when its databag is ready, and nobody is a partner in a global relation', () => {
  class Client extends HttpRequirer {
    read(): void {
      for (const { units, partner } of this.relations) {
        expectTypeOf(partner).toEqualTypeOf<never>()
        for (const { databag } of units) {
          // @ts-expect-error -- it may be waiting or invalid
          void databag.data
          if (databag.state !== 'ready') continue
          expectTypeOf(databag.data.port).toEqualTypeOf<number>()
          expectTypeOf(databag.data.hostname).toEqualTypeOf<string | undefined>()
        }
      }
    }
  }
  expectTypeOf<Client>().toExtend<HttpRequirer>()
})

test('a class that lacks what http declares does not compile, at the class or in a charm', () => {
  // @ts-expect-error -- it lacks services
  class NoServices extends Requirer<typeof http> implements Contract<typeof http, 'requires'> {
    static readonly definition: typeof http = http
    readonly available = true
  }
  class NoFlag extends Provider<typeof http> {
    static readonly definition: typeof http = http
    configure(): void {}
    withdraw(): void {}
  }
  // @ts-expect-error -- it lacks available
  defineCharm({ endpoints: { website: NoFlag } })
  // @ts-expect-error -- it lacks services
  defineCharm({ endpoints: { backend: NoServices } })
})
