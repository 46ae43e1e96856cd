import { defineInterface, json, list, port, text } from '@interlayer/runtime'
import { array, number, object, optional, pipe, regex, string, union } from 'valibot'

const Host = object({
  hostname: optional(string()),
  port: union([number(), pipe(string(), regex(/^\d+$/))]),
  'private-address': optional(string()),
})

const FurtherHost = object({ hostname: string(), port: optional(number()), privateAddress: optional(string()) })

/** What haproxy, apache2 and their like read beside the address; the texts are those charms' own formats. */
const serviceName = text('Service of the proxy that this unit belongs to.', { optional: true })
const siteNames = list('Names of the sites that it serves.', { optional: true, separator: ' ', ordered: true })
const services = text('Services that the proxy should define, as a YAML list.', { optional: true })
const allServices = text('Services that a proxy in between has defined, as a YAML list.', { optional: true })

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
      service_name: serviceName,
      sitenames: siteNames,
      services,
      all_services: allServices,
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
          serviceName,
          siteNames,
          services,
          allServices,
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
      stanzas: {
        summary: 'What units say to a proxy beside where they are.',
        returns: '[{unit, serviceName?, siteNames, services?, allServices?}]',
      },
    },
  },
})
