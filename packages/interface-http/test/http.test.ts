import { all, defineCharm, integer, json, not, text, type AnyCharm } from '@interlayer/runtime'
import { Model, type Program, type RelationView } from '@interlayer/simulator'
import { side, testInterface } from '@interlayer/testing'
import { array, object, optional, number, string } from 'valibot'
import { describe, expect, test } from 'vitest'
import { HttpProvider, HttpRequirer, type HttpService } from '../src/index.ts'
import { partners } from '../src/testing.ts'

testInterface({
  sides: [
    side(HttpProvider, (endpoint, { edition }) => endpoint.configure({ port: 8000 + edition })),
    side(HttpRequirer),
  ],
  partners,
})

const Further = array(object({ hostname: string(), port: optional(number()), privateAddress: optional(string()) }))

/** A web server that serves where its configuration says. Port 0: nowhere. */
function website(): AnyCharm {
  const config = {
    port: integer('Where to serve.', { default: 80 }),
    hostname: text('Under which name.', { optional: true }),
    address: text('At which address.', { optional: true }),
    more: json('Where else.', Further, { optional: true }),
  }
  return defineCharm({ endpoints: { website: HttpProvider }, config }).when(
    'website.available',
    ({ website: endpoint }, { config: { port, hostname, address, more } }) => {
      if (port === 0) endpoint.withdraw()
      else endpoint.configure({ port, hostname, privateAddress: address, more })
    },
  )
}

/** A proxy; `seen` has its services, by hook, each time they differ. */
function proxy(seen: (readonly HttpService[])[] = []): AnyCharm {
  return defineCharm({ endpoints: { reverseproxy: HttpRequirer } }).when({ all: [] }, ({ reverseproxy }, hook) => {
    if (hook.changed('services', reverseproxy.services())) seen.push(reverseproxy.services())
  })
}

/** A web server of foreign make, which writes these texts as soon as it is related. */
function foreign(values: () => Readonly<Record<string, string>>): Program {
  return async (tools) => {
    for (const id of await tools.relationIds('website'))
      await tools.relationSet(id, 'unit', new Map(Object.entries(values())))
    return { ran: [], flags: [], steps: [] }
  }
}

interface Pair {
  readonly model: Model
  readonly relation: RelationView
  readonly seen: readonly (readonly HttpService[])[]
}

/** A proxy and a website of our make, related. */
async function pair(units: number, config: Readonly<Record<string, string | number>> = {}): Promise<Pair> {
  const seen: (readonly HttpService[])[] = []
  const model = new Model({ seed: 1 })
  model.deploy('proxy', { charm: proxy(seen) })
  model.deploy('website', { charm: website(), units, config })
  const relation = model.relate('proxy', 'website')
  await model.settle()
  return { model, relation, seen }
}

/** What the proxy makes of the databag of a foreign unit. */
async function read(values: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const seen: (readonly HttpService[])[] = []
  const model = new Model({ seed: 1 })
  model.deploy('proxy', { charm: proxy(seen) })
  model.deploy('website', { program: foreign(() => values), metadata: { provides: { website: 'http' } } })
  model.relate('proxy', 'website')
  await model.settle()
  return [model.flags('proxy/0'), ...(seen.at(-1) ?? []).flatMap(({ hosts }) => hosts)]
}

const address = '127.1.0.2'
const available = ['reverseproxy.available', 'reverseproxy.joined']
const joined = ['reverseproxy.joined']

test('1 http, old style: configure tells every relation the port and the own address, and services go by application', async () => {
  const { model, seen } = await pair(2)
  model.deploy('other', { charm: website() })
  model.deploy('silent', { charm: website(), config: { port: 0 } })
  const others = [model.relate('proxy', 'other'), model.relate('proxy', 'silent')]
  await model.settle()
  expect(seen.at(-1)).toEqual([
    {
      service: 'website',
      relation: 'reverseproxy:0',
      hosts: [
        { hostname: '127.1.0.2', port: 80, privateAddress: '127.1.0.2' },
        { hostname: '127.1.0.3', port: 80, privateAddress: '127.1.0.3' },
      ],
    },
    {
      service: 'other',
      relation: 'reverseproxy:1',
      hosts: [{ hostname: '127.1.0.4', port: 80, privateAddress: '127.1.0.4' }],
    },
  ])
  for (const relation of others) model.removeRelation(relation)
  model.removeUnit('website/0')
  await model.settle()
  expect(model.flags('proxy/0')).toEqual(available)
  expect(seen.at(-1)).toMatchObject([{ service: 'website', hosts: [{ hostname: '127.1.0.3' }] }])
})

test('2 http, Endpoint style: available while some unit has a port, services in an order that gives no false change', async () => {
  const { model, seen } = await pair(12)
  expect(seen.at(-1)?.flatMap(({ hosts }) => hosts.map(({ hostname }) => hostname))).toEqual(
    Array.from({ length: 12 }, (_, number) => `127.1.0.${number + 2}`).toSorted(),
  )
  const before = seen.length
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
  expect(seen).toHaveLength(before)
  model.configure('website', { port: 0 })
  await model.settle()
  expect(model.flags('proxy/0')).toEqual(joined)
  expect(seen.at(-1)).toEqual([])
})

describe('on the wire', () => {
  test('what a unit says to a proxy travels in the keys that haproxy and apache2 read, and is gone when it is left out', async () => {
    const stanzas: unknown[] = []
    const balancer = defineCharm({ endpoints: { web: HttpRequirer } }).when('web.changed', ({ web }) => {
      stanzas.push(web.stanzas())
    })
    const said = { serviceName: 'wiki', siteNames: ['wiki.example', 'w.example'], services: '- service_name: wiki' }
    const wiki = defineCharm({ endpoints: { website: HttpProvider } })
    wiki.when(all('website.available', not('hook:update-status')), (endpoints) => {
      endpoints.website.configure({ port: 80, ...said })
    })
    wiki.when('hook:update-status', (endpoints) => {
      endpoints.website.configure({ port: 80 })
    })
    const model = new Model()
    model.deploy('wiki', { charm: wiki })
    model.deploy('balancer', { charm: balancer })
    const relation = model.relate('balancer', 'wiki')
    await model.settle()
    const { service_name, sitenames, services } = Object.fromEntries(model.databag(relation, 'wiki/0') ?? [])
    expect({ service_name, sitenames, services }).toEqual({
      service_name: 'wiki',
      sitenames: 'wiki.example w.example',
      services: '- service_name: wiki',
    })
    expect(stanzas.at(-1)).toEqual([{ unit: 'wiki/0', ...said, allServices: undefined }])
    model.trigger('wiki/0', 'update-status')
    await model.settle()
    expect(stanzas.at(-1)).toEqual([])
  })

  test('configure with further hosts gives the bytes of the original', async () => {
    const more = JSON.stringify([{ hostname: 'h', privateAddress: '10.0.0.2' }])
    const { model, relation } = await pair(1, { hostname: 'a', address: '10.0.0.1', more })
    model.trigger('website/0', 'update-status')
    await model.settle()
    expect(Object.fromEntries(model.databag(relation, 'website/0') ?? [])).toEqual({
      hostname: 'a',
      port: '80',
      'private-address': '10.0.0.1',
      extended_data: '[{"hostname": "h", "port": 80, "private-address": "10.0.0.2"}]',
      'egress-subnets': `${address}/32`,
      'ingress-address': address,
    })
  })

  test('configure escapes what is not ASCII, as json.dumps does, and keeps a port of its own', async () => {
    const { model, relation } = await pair(1, { more: JSON.stringify([{ hostname: 'é.example', port: 81 }]) })
    expect(model.databag(relation, 'website/0')?.get('extended_data')).toBe(
      '[{"hostname": "\\u00e9.example", "port": 81, "private-address": "\\u00e9.example"}]',
    )
  })

  test('what is left out of the next configure is withdrawn, and withdrawing leaves only the keys of Juju', async () => {
    const { model, relation } = await pair(1, { hostname: 'a', more: JSON.stringify([{ hostname: 'h' }]) })
    model.configure('website', { hostname: undefined, more: undefined })
    await model.settle()
    const juju = { 'egress-subnets': `${address}/32`, 'ingress-address': address, 'private-address': address }
    expect(Object.fromEntries(model.databag(relation, 'website/0') ?? [])).toEqual({
      ...juju,
      hostname: address,
      port: '80',
    })
    model.configure('website', { port: 0 })
    await model.settle()
    expect(Object.fromEntries(model.databag(relation, 'website/0') ?? [])).toEqual(juju)
  })

  test('keys that the definition does not know, such as those of older proxies, are left alone', async () => {
    const { model, relation } = await pair(1)
    expect([...(model.databag(relation, 'proxy/0')?.keys() ?? [])].toSorted()).toEqual([
      'egress-subnets',
      'ingress-address',
      'private-address',
    ])
    expect(
      await read({ ...partners.provides.valid.unit, all_services: '- {service_name: x}', ['__proto__']: '{}' }),
    ).toEqual([available, { hostname: '10.0.0.7', port: 8080, privateAddress: address }])
  })

  test.each([
    ['a plain unit', partners.provides.valid.unit, { hostname: '10.0.0.7', port: 8080, privateAddress: address }],
    [
      'the host of charm-helpers',
      partners.provides.older.unit,
      { hostname: '10.0.0.7', port: 80, privateAddress: address },
    ],
    ['no hostname', { port: '80' }, { hostname: address, port: 80, privateAddress: address }],
    [
      'another private address',
      { port: '80', 'private-address': '10.1.1.1' },
      { hostname: '10.1.1.1', port: 80, privateAddress: '10.1.1.1' },
    ],
  ])('the requirer reads %s', async (_, values, host) => {
    expect(await read(values)).toEqual([available, host])
  })

  test('the requirer reads further hosts of every make, each place once', async () => {
    const further = [
      { hostname: 'b', port: 81, 'private-address': '10.0.0.2' },
      { hostname: 'c', port: '82' },
      { port: 83, 'private-address': '10.0.0.4' },
      { hostname: '10.0.0.7', port: 80, 'private-address': address },
      { port: 84 },
    ]
    expect(await read({ ...partners.provides.older.unit, extended_data: JSON.stringify(further) })).toEqual([
      available,
      { hostname: '10.0.0.4', port: 83, privateAddress: '10.0.0.4' },
      { hostname: '10.0.0.7', port: 80, privateAddress: address },
      { hostname: 'b', port: 81, privateAddress: '10.0.0.2' },
      { hostname: 'c', port: 82, privateAddress: undefined },
    ])
  })

  test.each([
    ['nothing but the keys of Juju', {}, joined],
    ['a hostname alone', partners.provides.partial.unit, joined],
    ['a port that is a word', partners.provides.invalid.unit, ['reverseproxy.invalid', ...joined]],
    ['a port beyond all ports', { port: '65536' }, ['reverseproxy.invalid', ...joined]],
    ['further hosts that are no JSON', { port: '80', extended_data: '[{' }, ['reverseproxy.invalid', ...joined]],
    ['further hosts of another shape', { port: '80', extended_data: '{}' }, ['reverseproxy.invalid', ...joined]],
  ])('%s makes no service', async (_, values, flags) => {
    expect(await read(values)).toEqual([flags])
  })
})

describe('units that come and go', () => {
  test('a withdrawn port clears available, and one that is back raises it in the same hook', async () => {
    const { model } = await pair(1)
    for (const [port, flags] of [
      [0, joined],
      [8080, available],
    ] as const) {
      model.configure('website', { port })
      await model.settle()
      expect(model.flags('proxy/0')).toEqual(flags)
    }
  })

  test('one leaving unit does not clear available while others remain; the last one does, and joined with it', async () => {
    const { model } = await pair(2)
    const flags: (readonly string[])[] = []
    for (const unit of ['website/1', 'website/0']) {
      model.removeUnit(unit)
      await model.settle()
      flags.push(model.flags('proxy/0'))
    }
    expect(flags).toEqual([available, []])
  })

  test('two relations with one application are two services', async () => {
    const { model, seen } = await pair(0)
    const twice = defineCharm({ endpoints: { public: HttpProvider, admin: HttpProvider } })
      .when('public.available', (endpoints) => endpoints.public.configure({ port: 80 }))
      .when('admin.available', (endpoints) => endpoints.admin.configure({ port: 81 }))
    model.deploy('twice', { charm: twice })
    model.relate('proxy', 'twice:public')
    model.relate('proxy', 'twice:admin')
    await model.settle()
    expect(seen.at(-1)?.map(({ service, relation, hosts }) => [service, relation, hosts[0]?.port])).toEqual([
      ['twice', 'reverseproxy:1', 80],
      ['twice', 'reverseproxy:2', 81],
    ])
  })
})
