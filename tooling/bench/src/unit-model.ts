/** What the unit proxy/0 sees of its model, as the agent in Go reads and writes it. */
export interface UnitModel {
  readonly Unit: string
  readonly Leader: boolean
  readonly Address: string
  readonly Config: Readonly<Record<string, unknown>>
  readonly State: Readonly<Record<string, string>>
  readonly Relations: Readonly<Record<string, UnitRelation>>
  readonly Relation: string
  readonly RemoteUnit: string
}

/** One relation, with its databags by unit or application. */
export interface UnitRelation {
  readonly App: string
  readonly Units: readonly string[]
  readonly Databags: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The unit's own address. */
export const address = '10.0.0.1'

/** The relation that the charm publishes to. */
export const websiteId = 'website:2'

/** A proxy related to `units` units of an application, which serve HTTP or do not yet, and to one client. */
export function proxyModel(units: number, { serving }: { readonly serving: boolean }): UnitModel {
  const upstream = Array.from({ length: units }, (_, index) => `web/${index}`)
  const bags = Object.fromEntries(upstream.map((unit, index) => [unit, upstreamBag(index, serving)]))
  return {
    Unit: 'proxy/0',
    Leader: true,
    Address: address,
    Config: {},
    State: {},
    Relations: {
      'upstream:1': {
        App: 'web',
        Units: [...upstream].sort(),
        Databags: { ...ownBags(), ...bags },
      },
      [websiteId]: { App: 'client', Units: ['client/0'], Databags: { ...ownBags(), 'client/0': network('10.2.0.1') } },
    },
    Relation: 'upstream:1',
    RemoteUnit: 'web/0',
  }
}

function ownBags(): UnitRelation['Databags'] {
  return { 'proxy/0': network(address), proxy: {} }
}

function upstreamBag(index: number, serving: boolean): Readonly<Record<string, string>> {
  const own = network(`10.1.${Math.floor(index / 250)}.${(index % 250) + 1}`)
  return serving ? { ...own, hostname: `web-${index}.example.com`, port: '8080' } : own
}

/** What Juju writes to the databag of a unit that joins. */
function network(own: string): Readonly<Record<string, string>> {
  return { 'egress-subnets': `${own}/32`, 'ingress-address': own, 'private-address': own }
}
