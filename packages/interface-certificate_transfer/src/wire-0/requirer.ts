import { Requirer } from '@interlayer/runtime'
import { certificateTransfer0 } from './definition.ts'

/** Certificates of one application, in one relation. */
export interface CertificateTransfer {
  /** The id of the relation. */
  readonly relation: string
  readonly application: string
  /** As PEM, sorted, each once. Never empty. */
  readonly certificates: readonly string[]
}

/** The side of who trusts certificates, for partners of wire 0. */
export class CertificateTransferRequirer0 extends Requirer<typeof certificateTransfer0> {
  static readonly definition: typeof certificateTransfer0 = certificateTransfer0

  /** What the application says is whole; where it says nothing, what its units say, taken together. */
  transfers(): readonly CertificateTransfer[] {
    return this.relations.flatMap(({ id, remoteApp, units }) => {
      if (remoteApp === undefined) return []
      const { databag } = remoteApp
      const said = databag.state === 'ready' ? databag.data.certificates : undefined
      const certificates =
        said ?? units.flatMap((unit) => (unit.databag.state === 'ready' ? allOf(unit.databag.data) : []))
      return certificates.length === 0
        ? []
        : [{ relation: id, application: remoteApp.name, certificates: [...new Set(certificates)].sort() }]
    })
  }
}

interface UnitData {
  readonly ca?: string
  readonly certificate?: string
  readonly chain: readonly string[]
}

function allOf({ ca, certificate, chain }: UnitData): readonly string[] {
  return [...chain, ...[ca, certificate].filter((text) => text !== undefined)]
}
