import { Provider, type Params } from '@interlayer/runtime'
import type { certificateTransfer } from '../definition.ts'
import { certificateTransfer0 } from './definition.ts'

/** The side of who has certificates, for partners that know wire 0 or have not said what they know. */
export class CertificateTransferProvider0 extends Provider<typeof certificateTransfer0> {
  static readonly definition: typeof certificateTransfer0 = certificateTransfer0

  /** Every unit gives the certificates for itself. */
  provide({ certificates, relation: id }: Params<typeof certificateTransfer, 'provides', 'provide'>): void {
    const chain = [...new Set(certificates)].sort()
    const [first] = chain
    for (const relation of this.relations.filter((one) => id === undefined || one.id === id)) {
      if (first !== undefined) relation.localUnit.publish({ ca: first, certificate: first, chain, version: 0 })
      else relation.localUnit.update({ ca: undefined, certificate: undefined, chain: undefined, version: 0 })
    }
  }
}
