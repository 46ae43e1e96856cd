import { defineInterface, list, text } from '@interlayer/runtime'

/**
 * The juju-info interface. Juju itself provides it for every application and writes nothing but the keys that every unit has.
 * Wire-compatible with https://github.com/juju-solutions/interface-juju-info.
 */
export const jujuInfo = defineInterface({
  name: 'juju-info',
  wire: 0,
  summary: 'Attaches to any charm; Juju itself is the provider.',
  scope: 'either',
  provides: {
    implicit: true,
    unit: {
      'private-address': text("The unit's address.", { optional: true }),
      'ingress-address': text('Where the unit can be reached.', { optional: true }),
      'egress-subnets': list("Where the unit's traffic comes from, as CIDRs.", { optional: true }),
    },
  },
  requires: {
    flags: {
      available: { description: 'Some unit is visible.', formerly: ['connected'] },
    },
    methods: {
      addresses: { summary: 'The visible units with their addresses.', returns: '{unit: address}' },
      principal: { summary: 'The unit that this subordinate lives beside, or nothing.', returns: '{unit, address?}' },
    },
  },
})
