import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Pair } from '../pair.ts'
import { ops, reactive } from './made-here.ts'

const further = { hostname: 'h', port: 80, 'private-address': '10.0.0.2' }

const story = {
  interface: 'http',
  endpoint: 'website',
  provider: (end) =>
    defineCharm({ endpoints: { website: HttpProvider }, config })
      .when('website.available', ({ website }, { config: { edition } }) => {
        const more = [{ hostname: further.hostname, privateAddress: further['private-address'] }]
        if (edition === '3') website.configure({ port: 80, hostname: 'a', privateAddress: '10.0.0.1', more })
        else website.configure({ port: 8080 + Number(edition) })
      })
      .when({ all: [] }, (_, hook) => end(hook, null)),
  requirer: (end) =>
    defineCharm({ endpoints: { website: HttpRequirer }, config }).when({ all: [] }, ({ website }, hook) => {
      const hosts = website.services().flatMap((service) => service.hosts)
      end(
        hook,
        hosts.map(({ hostname, port, privateAddress }) => [hostname, port, privateAddress]),
      )
    }),
  provided: () => null,
  required: ({ edition, providers }) => {
    if (edition !== 3) return providers.map((unit) => [`<${unit}>`, 8080 + edition, `<${unit}>`])
    return [
      ['a', 80, '10.0.0.1'],
      ['h', 80, '10.0.0.2'],
    ]
  },
  nothing: [],
  vector: {
    edition: 3,
    texts: {
      hostname: 'a',
      port: '80',
      'private-address': '10.0.0.1',
      extended_data: '[{"hostname": "h", "port": 80, "private-address": "10.0.0.2"}]',
    },
  },
} satisfies Omit<Pair, 'name' | 'partner'>

/** http with charms in Python that are written here. */
export const httpPairs: readonly Pair[] = [
  { name: 'http with ops', partner: ops('ops_http.py'), ...story },
  { name: 'http with charms.reactive', partner: reactive, ...story },
]
