import { defineInterface, json, port, text } from '@interlayer/runtime'
import { array, number, object, optional, pipe, regex, string, union } from 'valibot'

const Host = object({
  hostname: optional(string()),
  port: union([number(), pipe(string(), regex(/^\d+$/))]),
  'private-address': optional(string()),
})

const FurtherHost = object({ hostname: string(), port: optional(number()), privateAddress: optional(string()) })

/**
 * The http interface. Wire-compatible with https://github.com/juju-solutions/interface-http, and it reads the `host` that the
 * HttpRelation of charm-helpers writes.
 */
export const http = defineInterface({
  name: 'http',
  wire: 0,
  summary: 'Where web servers can be reached.',
  provides: {
    conversation: 'global',
    unit: {
      hostname: text('Address that clients connect to; without it the private address is meant.', {
        optional: true,
        aliases: ['host'],
      }),
      port: port('TCP port that serves HTTP.'),
      'private-address': text("The unit's own address. Juju writes it first; the provider may write another.", {
        optional: true,
      }),
      extended_data: json('Further hosts behind this unit.', array(Host), { optional: true, style: 'python-unsorted' }),
    },
    flags: { available: 'At least one unit is related, so there is someone to tell.' },
    methods: {
      configure: {
        summary: 'Tells every related unit where this unit serves HTTP.',
        params: {
          port: port('TCP port that serves HTTP.'),
          hostname: text("Address that clients connect to. Default: this unit's address in the relation.", {
            optional: true,
          }),
          privateAddress: text("The unit's own address. Default: its address in the relation.", { optional: true }),
          more: json('Further hosts behind this unit; their port is this port unless given.', array(FurtherHost), {
            optional: true,
          }),
        },
      },
      withdraw: { summary: 'Tells every related unit that nothing is served any more.' },
    },
  },
  requires: {
    flags: { available: 'At least one unit has published a port and an address.' },
    methods: {
      services: {
        summary: 'The related applications with their hosts, in an order that stays the same.',
        returns: '[{service, relation, hosts: [{hostname, port, privateAddress?}]}]',
      },
    },
  },
})
