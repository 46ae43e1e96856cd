import { Requirer, type Contract } from '@interlayer/runtime'
import { certificateTransfer } from './definition.ts'
import { CertificateTransferRequirer0, type CertificateTransfer } from './wire-0/requirer.ts'

/** The side of who should trust certificates. */
export class CertificateTransferRequirer
  extends Requirer<typeof certificateTransfer>
  implements Contract<typeof certificateTransfer, 'requires'>
{
  static readonly definition: typeof certificateTransfer = certificateTransfer
  static readonly generations = [CertificateTransferRequirer0] as const

  /** Raised while at least one certificate is known. */
  get available(): boolean {
    return this.transfers().length > 0
  }

  /** All certificates, as PEM, sorted, each once. */
  certificates(): readonly string[] {
    return [...new Set(this.transfers().flatMap(({ certificates }) => certificates))].sort()
  }

  /** The same, by the application that gives them, those of wire 1 first. */
  transfers(): readonly CertificateTransfer[] {
    const newer = this.readyApps.flatMap(({ relation, app, data }) => {
      const certificates = [...new Set(data.certificates)].sort()
      return certificates.length === 0 ? [] : [{ relation: relation.id, application: app.name, certificates }]
    })
    return [...newer, ...this.generation(CertificateTransferRequirer0).transfers()]
  }
}
