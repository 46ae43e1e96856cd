import { all, defineCharm, not, Requirer, type Contract, type Sensitive } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import type { tlsCertificates, TlsCertificate, TlsCertificatesRequest } from '../src/index.ts'
import { TlsCertificatesProvider, TlsCertificatesRequirer } from '../src/index.ts'

const charm = defineCharm({
  endpoints: { clients: TlsCertificatesProvider, certificates: TlsCertificatesRequirer },
  flags: { served: 'The server has its certificate.' },
})

test('a mistyped flag or key does not compile; keys of every wire can be waited for', () => {
  charm.when(all('certificates.available', not('certificates.refused', 'served'), 'clients.requested'), () => {})
  charm.when(['certificates.changed.certificates', 'certificates.changed.ca', 'clients.changed.common_name'], () => {})
  // @ts-expect-error -- it is available
  charm.when('certificates.avaliable', () => {})
  // @ts-expect-error -- that is a flag of the provider
  charm.when(not('certificates.requested'), () => {})
  // @ts-expect-error -- clients give no certificates
  charm.when('clients.changed.certificates', () => {})
})

test('methods take what the definition says, and give what the class says', () => {
  charm.when('clients.requested', ({ clients, certificates }) => {
    expectTypeOf(clients.requests()).toEqualTypeOf<readonly TlsCertificatesRequest[]>()
    expectTypeOf(certificates.certificate({ commonName: 'a' })).toEqualTypeOf<TlsCertificate | undefined>()
    clients.issue({ id: 'a', certificate: 'b', ca: 'c', chain: ['d'], key: 'e' })
    // @ts-expect-error -- the authority is missing
    clients.issue({ id: 'a', certificate: 'b' })
    // @ts-expect-error -- there is no such kind
    certificates.request({ requests: [{ kind: 'root' }] })
    // @ts-expect-error -- it may not be there yet
    void certificates.certificate({ commonName: 'a' }).chain
  })
})

test('a request is by a signing request or by names, and a key does not show itself', () => {
  charm.when('clients.requested', ({ clients, certificates }) => {
    for (const request of clients.requests()) {
      // @ts-expect-error -- who asks by a signing request names nothing
      void request.commonName
      if (request.signingRequest === undefined) expectTypeOf(request.sans).toEqualTypeOf<readonly string[]>()
      else expectTypeOf(request.signingRequest).toEqualTypeOf<string>()
    }
    const found = certificates.certificate({ commonName: 'a' })
    expectTypeOf(found?.key).toEqualTypeOf<Sensitive<string> | undefined>()
  })
})

test("neither side can write the other's fields", () => {
  class Client extends TlsCertificatesRequirer {
    write(): void {
      for (const { localUnit } of this.relations) {
        localUnit.update({ certificate_signing_requests: [] })
        // @ts-expect-error -- the authority writes certificates
        localUnit.update({ certificates: [] })
      }
    }
  }
  void Client
})

test('a class that lacks what the definition declares does not compile', () => {
  // @ts-expect-error -- request, certificate and the flags are missing
  class Empty extends Requirer<typeof tlsCertificates> implements Contract<typeof tlsCertificates, 'requires'> {}
  void Empty
})
