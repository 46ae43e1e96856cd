import { JujuInfoRequirer } from '@interlayer/interface-juju-info'
import { defineCharm } from '@interlayer/runtime'
import { config } from '../our-charm.ts'
import type { Pair } from '../pair.ts'
import { ops, reactive } from './made-here.ts'

const story = {
  interface: 'juju-info',
  endpoint: 'host',
  requirer: (end) =>
    defineCharm({ endpoints: { host: JujuInfoRequirer }, config }).when({ all: [] }, ({ host }, hook) =>
      end(hook, host.addresses()),
    ),
  required: ({ providers }) => Object.fromEntries(providers.map((unit) => [unit, `<${unit}>`])),
  nothing: {},
} satisfies Omit<Pair, 'name' | 'partner'>

/** juju-info with charms in Python that are written here; Juju itself is the provider. */
export const jujuInfoPairs: readonly Pair[] = [
  { name: 'juju-info with ops', partner: ops('ops_juju_info.py'), ...story },
  { name: 'juju-info with charms.reactive', partner: reactive, ...story },
]
