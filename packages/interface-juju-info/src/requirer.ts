import { Requirer, type Contract } from '@interlayer/runtime'
import { jujuInfo } from './definition.ts'

/** The unit that a subordinate lives beside. */
export interface Principal {
  readonly unit: string
  /** Undefined while Juju knows no address. */
  readonly address: string | undefined
}

/** The side that attaches: a subordinate beside each unit, or a collector that sees them all. */
export class JujuInfoRequirer extends Requirer<typeof jujuInfo> implements Contract<typeof jujuInfo, 'requires'> {
  static readonly definition: typeof jujuInfo = jujuInfo

  /** Raised while some unit is visible. */
  get available(): boolean {
    return this.joined
  }

  /** The visible units with their addresses; units without one are left out. */
  addresses(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.units.flatMap(({ name, ingressAddress }) => (ingressAddress === undefined ? [] : [[name, ingressAddress]])),
    )
  }

  /** The unit that this subordinate lives beside; undefined in a global relation, and until Juju has introduced the two. */
  principal(): Principal | undefined {
    const unit = this.relations.map(({ partner }) => partner).find((partner) => partner?.name === this.principalUnit)
    return unit && { unit: unit.name, address: unit.ingressAddress }
  }
}
