import { all, defineCharm, not, Peer, Requirer, type Contract, type RemoteUnitOf } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { jujuInfo, JujuInfoRequirer, type Principal } from '../src/index.ts'

const charm = defineCharm({ endpoints: { host: JujuInfoRequirer } })

test('a mistyped flag does not compile', () => {
  charm.when(all('host.available', not('host.invalid'), 'host.changed.ingress-address'), () => {})
  // @ts-expect-error -- it is available
  charm.when('host.avaliable', () => {})
  // @ts-expect-error -- names of older layers are for those who write no TypeScript
  charm.when('host.connected', () => {})
  // @ts-expect-error -- Juju writes no port
  charm.when('host.changed.port', () => {})
})

test('the principal may not be known yet', () => {
  charm.when('host.available', ({ host }) => {
    expectTypeOf(host.principal()).toEqualTypeOf<Principal | undefined>()
    expectTypeOf(host.addresses()).toEqualTypeOf<Readonly<Record<string, string>>>()
    // @ts-expect-error -- not before Juju has introduced the two
    void host.principal().unit
  })
})

test('a partner is there in container scope, and nothing can be written', () => {
  class Watcher extends JujuInfoRequirer {
    look(): void {
      for (const { partner, localUnit } of this.relations) {
        expectTypeOf(partner).toEqualTypeOf<RemoteUnitOf<typeof jujuInfo, 'requires'> | undefined>()
        // @ts-expect-error -- only Juju writes these
        localUnit.publish({ 'private-address': '10.0.0.1' })
      }
    }
  }
  expectTypeOf<Watcher>().toExtend<JujuInfoRequirer>()
})

test('a class that lacks what juju-info declares does not compile', () => {
  // @ts-expect-error -- it lacks addresses and principal
  class Half extends Requirer<typeof jujuInfo> implements Contract<typeof jujuInfo, 'requires'> {
    static readonly definition: typeof jujuInfo = jujuInfo
    readonly available = true
  }
  // @ts-expect-error -- it lacks addresses and principal
  defineCharm({ endpoints: { host: Half } })
  // @ts-expect-error -- juju-info has no peers
  class Peers extends Peer<typeof jujuInfo> {}
  expectTypeOf<Peers>().toBeObject()
})
