import { Provider, type Contract, type Params } from '@interlayer/runtime'
import { certificateTransfer } from './definition.ts'
import { CertificateTransferProvider0 } from './wire-0/provider.ts'

/** The side of who has certificates that others should trust, such as a certificate authority. */
export class CertificateTransferProvider
  extends Provider<typeof certificateTransfer>
  implements Contract<typeof certificateTransfer, 'provides'>
{
  static readonly definition: typeof certificateTransfer = certificateTransfer
  static readonly generations = [CertificateTransferProvider0] as const

  /** Raised while at least one unit is related, so that there is someone to tell. */
  get available(): boolean {
    return this.joined
  }

  /**
   * Gives all certificates that are to be trusted; one that is left out is taken back. Let every unit say it: on wire 1 the
   * leader's word counts for all, on wire 0 each unit speaks for itself.
   */
  provide({ certificates, relation: id }: Params<typeof certificateTransfer, 'provides', 'provide'>): void {
    this.generation(CertificateTransferProvider0).provide({ certificates, relation: id })
    const all = { certificates: [...new Set(certificates)].sort(), version: 1 }
    for (const relation of this.relations.filter((one) => id === undefined || one.id === id))
      relation.localApp?.publish(all)
  }
}
