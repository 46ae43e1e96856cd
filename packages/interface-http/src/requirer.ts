import { Requirer, type Contract, type RemoteUnitOf } from '@interlayer/runtime'
import { http } from './definition.ts'

/** An application that serves HTTP, in one relation. */
export interface HttpService {
  /** The name of the application. */
  readonly service: string
  /** The id of the relation. */
  readonly relation: string
  /** Where it can be reached, each place once, in a fixed order. Never empty. */
  readonly hosts: readonly HttpHost[]
}

/** One address that serves HTTP. */
export interface HttpHost {
  readonly hostname: string
  readonly port: number
  readonly privateAddress: string | undefined
}

/** What a unit says to a proxy beside where it is; the texts are the formats of haproxy and its like. */
export interface HttpStanza {
  readonly unit: string
  /** Service of the proxy that the unit belongs to. */
  readonly serviceName: string | undefined
  /** Names of the sites that it serves; none where it says nothing. */
  readonly siteNames: readonly string[]
  /** Services that the proxy should define, as a YAML list. */
  readonly services: string | undefined
  /** Services that a proxy in between has defined, as a YAML list. */
  readonly allServices: string | undefined
}

/** The side of a web client, such as a proxy. */
export class HttpRequirer extends Requirer<typeof http> implements Contract<typeof http, 'requires'> {
  static readonly definition: typeof http = http

  /** Raised while at least one related unit has published a port and an address. */
  get available(): boolean {
    return this.relations.some(({ remoteApp, units }) => remoteApp !== undefined && units.some(isServing))
  }

  /** The related applications that serve something. Two relations to one application are two services. */
  services(): readonly HttpService[] {
    return this.relations.flatMap(({ id, remoteApp, units }) => {
      const hosts = distinct(units.flatMap(hostsOf))
      return remoteApp === undefined || hosts.length === 0 ? [] : [{ service: remoteApp.name, relation: id, hosts }]
    })
  }

  /** What units say to a proxy beside where they are; units that say nothing are left out. */
  stanzas(): readonly HttpStanza[] {
    return this.readyUnits.flatMap(({ unit, data }) => {
      const { service_name: serviceName, sitenames: siteNames = [], services, all_services: allServices } = data
      const silent = [serviceName, services, allServices, siteNames[0]].every((word) => word === undefined)
      return silent ? [] : [{ unit: unit.name, serviceName, siteNames, services, allServices }]
    })
  }
}

function isServing(unit: RemoteUnitOf<typeof http, 'requires'>): boolean {
  return hostsOf(unit).length > 0
}

function hostsOf({ databag, ingressAddress }: RemoteUnitOf<typeof http, 'requires'>): readonly HttpHost[] {
  if (databag.state !== 'ready') return []
  const {
    port,
    hostname,
    extended_data: further = [],
    'private-address': privateAddress = ingressAddress,
  } = databag.data
  return [
    ...toHost({ hostname, port, privateAddress }),
    ...further.flatMap((host) => toHost({ ...host, privateAddress: host['private-address'] })),
  ]
}

/** A host without a name is reached at its private address; one without either cannot be reached. */
function toHost({ hostname, port, privateAddress }: WireHost): readonly HttpHost[] {
  const name = hostname ?? privateAddress
  return name === undefined ? [] : [{ hostname: name, port: Number(port), privateAddress }]
}

interface WireHost {
  readonly hostname?: string | undefined
  readonly port: number | string
  readonly privateAddress: string | undefined
}

function distinct(hosts: readonly HttpHost[]): readonly HttpHost[] {
  if (hosts.length < 2) return hosts
  const byPlace = new Map(hosts.map((host) => [[host.hostname, host.privateAddress, host.port].join('\n'), host]))
  return [...byPlace.keys()].sort().flatMap((place) => byPlace.get(place) ?? [])
}
