import { Provider, type Contract, type Params } from '@interlayer/runtime'
import { http } from './definition.ts'

/** The side of a web server. */
export class HttpProvider extends Provider<typeof http> implements Contract<typeof http, 'provides'> {
  static readonly definition: typeof http = http

  /** Raised while at least one unit is related, so that there is someone to tell. */
  get available(): boolean {
    return this.joined
  }

  /** Tells every related unit where this unit serves HTTP. What is left out here is withdrawn. */
  configure({
    port,
    hostname,
    privateAddress,
    more = [],
    ...stanza
  }: Params<typeof http, 'provides', 'configure'>): void {
    const further = more.map((host) => ({
      hostname: host.hostname,
      port: host.port ?? port,
      'private-address': host.privateAddress ?? host.hostname,
    }))
    for (const { localUnit, ingressAddress } of this.relations) {
      localUnit.publish({
        service_name: stanza.serviceName,
        sitenames: stanza.siteNames,
        services: stanza.services,
        all_services: stanza.allServices,
        port,
        hostname: hostname ?? ingressAddress,
        'private-address': privateAddress ?? ingressAddress,
        extended_data: further.length > 0 ? further : undefined,
      })
    }
  }

  /** Tells every related unit that nothing is served any more. */
  withdraw(): void {
    for (const { localUnit } of this.relations) localUnit.clear()
  }
}
