import { defineCharm } from '@interlayer/runtime'
import { expectTypeOf, test } from 'vitest'
import { CertificateTransferProvider, CertificateTransferRequirer, type CertificateTransfer } from '../src/index.ts'

const charm = defineCharm({ endpoints: { send: CertificateTransferProvider, trust: CertificateTransferRequirer } })

test('methods take what the definition says, and give what the class says', () => {
  charm.when(['send.available', 'trust.available'], ({ send, trust }) => {
    send.provide({ certificates: ['PEM'] })
    send.provide({ certificates: ['PEM'], relation: 'send:1' })
    // @ts-expect-error -- certificates are needed
    send.provide({ relation: 'send:1' })
    // @ts-expect-error -- they are several
    send.provide({ certificates: 'PEM' })
    // @ts-expect-error -- wire keys do not leave the interface
    send.provide({ certificates: ['PEM'], chain: ['PEM'] })
    // @ts-expect-error -- that is for authorities
    trust.provide({ certificates: ['PEM'] })
    expectTypeOf(trust.certificates()).toEqualTypeOf<readonly string[]>()
    expectTypeOf(trust.transfers()).toEqualTypeOf<readonly CertificateTransfer[]>()
  })
})

test('a mistyped flag, or a key that the other side does not write, does not compile', () => {
  // @ts-expect-error -- it is available
  charm.when('trust.avaliable', () => {})
  charm.when('trust.changed.certificates', () => {})
  // @ts-expect-error -- the other side writes certificates
  charm.when('trust.changed.certificate-chain', () => {})
})
