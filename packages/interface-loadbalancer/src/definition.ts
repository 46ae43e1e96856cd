import { boolean, choice, defineInterface, integer, json, list, text } from '@interlayer/runtime'
import * as v from 'valibot'

const protocols = ['tcp', 'udp', 'http', 'https'] as const
const errors = ['unsupported', 'provider_error'] as const

/** What a request says beside its name: as charms call it, and as the wire does. */
export const wireNames = {
  protocol: 'protocol',
  ports: 'port_mapping',
  backends: 'backends',
  algorithm: 'algorithm',
  sticky: 'sticky',
  healthChecks: 'health_checks',
  public: 'public',
  tlsTermination: 'tls_termination',
  tlsCert: 'tls_cert',
  tlsKey: 'tls_key',
  ingressAddress: 'ingress_address',
} as const

const portNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))
const PortMapping = v.record(v.pipe(v.string(), v.regex(/^\d+$/)), portNumber)
const textOrNull = v.optional(v.nullable(v.string()), null)

const Request = v.object({
  algorithm: v.optional(v.array(v.string()), []),
  backends: v.optional(v.array(v.string()), []),
  health_checks: v.optional(
    v.array(
      v.object({
        interval: v.optional(v.number(), 30),
        path: textOrNull,
        port: portNumber,
        protocol: v.picklist(protocols),
        retries: v.optional(v.number(), 3),
      }),
    ),
    [],
  ),
  id: v.string(),
  ingress_address: textOrNull,
  name: v.string(),
  port_mapping: PortMapping,
  protocol: v.picklist(protocols),
  public: v.optional(v.boolean(), true),
  sent_hash: textOrNull,
  sticky: v.optional(v.boolean(), false),
  tls_cert: textOrNull,
  tls_key: textOrNull,
  tls_termination: v.optional(v.boolean(), false),
})

/** A request as it stands on the wire. */
export type WireRequest = v.InferOutput<typeof Request>

const Response = v.pipe(
  v.object({
    address: textOrNull,
    error: v.optional(v.nullable(v.picklist(errors)), null),
    error_fields: v.optional(v.record(v.string(), v.string()), {}),
    error_message: textOrNull,
    received_hash: textOrNull,
  }),
  v.check(({ address, error }) => error !== null || (address ?? '') !== '', 'an address or an error'),
)

/** A response as it stands on the wire. */
export type WireResponse = v.InferOutput<typeof Response>

const HealthCheck = v.object({
  protocol: v.picklist(protocols),
  port: portNumber,
  path: v.optional(v.string()),
  interval: v.optional(v.number()),
  retries: v.optional(v.number()),
})
const errorFields = v.partial(v.object(v.entriesFromList(fieldNames(), v.string())))

const version = integer('Highest version of the protocol that this side knows.', { min: 1 })
const greeting = { app: { version: 1 } } as const
const relation = text('Id of the relation, as requests() names it.')
const name = text('Name of the request.')

/** The loadbalancer interface. Wire-compatible with https://github.com/juju-solutions/loadbalancer-interface. */
export const loadbalancer = defineInterface({
  name: 'loadbalancer',
  wire: 1,
  summary: 'Requests for load balancers, and the addresses that answer them.',
  provides: {
    conversation: 'application',
    app: {
      version,
      'response_{name}': json('Answer to the request of that name.', Response, { style: 'python' }),
    },
    greeting,
    memory: { 'answered_{name}': text('The form of the request that was answered, backends included.') },
    flags: {
      requested: {
        description: 'Some request is open: it has no answer, or has changed, or its backends have. Leaders only.',
        formerly: ['requests_changed'],
      },
    },
    methods: {
      requests: {
        summary: 'All requests, with the backends that are meant.',
        returns:
          '[{relation, application, name, open, protocol, ports, backends, algorithm, sticky, healthChecks, public, tlsTermination, tlsCert?, tlsKey?, ingressAddress?}]',
      },
      answer: {
        summary: 'Says where the load balancer is.',
        params: { relation, name, address: text('Address of the load balancer.') },
      },
      refuse: {
        summary: 'Says that there is no load balancer, and why.',
        params: {
          relation,
          name,
          error: choice('What went wrong. Default: provider_error.', errors, { optional: true }),
          message: text('Why, for people.', { optional: true }),
          fields: json('What is wrong with parts of the request, by their names.', errorFields, { optional: true }),
        },
      },
      withdraw: { summary: 'Takes an answer back, so that the request is open again.', params: { relation, name } },
    },
  },
  requires: {
    conversation: 'application',
    unit: { 'ingress-address': text('Where the unit can be reached. Juju writes it.', { optional: true }) },
    app: {
      version,
      'request_{name}': json('What is asked for.', Request, { style: 'python-unsorted', sensitive: true }),
    },
    greeting,
    memory: { withdrawn: integer('How many requests this unit has withdrawn.', { default: 0 }) },
    flags: {
      available: 'A provider is related and has said which version it speaks.',
      answered: {
        description: 'At least one request has an answer to its present form.',
        formerly: ['response.available'],
      },
    },
    methods: {
      request: {
        summary: 'Asks for a load balancer, or for a change of one. What is left out has its default.',
        params: {
          name: text('Name of the request.'),
          protocol: choice('What is balanced.', protocols),
          ports: json('Port of the load balancer: port of the backends.', PortMapping),
          backends: list('Addresses. Default: those of all units.', { optional: true, ordered: true }),
          algorithm: list('Algorithms, the best one first. Default: any.', { optional: true, ordered: true }),
          sticky: boolean('A client stays with its backend. Default: no.', { optional: true }),
          healthChecks: json('How backends are checked: every 30 seconds, 3 times.', v.array(HealthCheck), {
            optional: true,
          }),
          public: boolean('The address can be reached from everywhere. Default: yes.', { optional: true }),
          tlsTermination: boolean('TLS ends at the load balancer. Default: no.', { optional: true }),
          tlsCert: text('Certificate for that, as PEM.', { optional: true }),
          tlsKey: text('Private key for that, as PEM.', { optional: true, sensitive: true }),
          ingressAddress: text('Address that the load balancer should have.', { optional: true }),
        },
      },
      withdraw: { summary: 'Takes a request back.', params: { name } },
      answers: {
        summary: 'Answers to requests in their present form; on followers, all answers.',
        returns:
          '[{relation, application, name, state: "ready", address}] or [{…, state: "refused", error, message?, fields}]',
      },
    },
  },
})

function fieldNames(): readonly (keyof typeof wireNames)[] {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the keys of a constant
  return Object.keys(wireNames) as (keyof typeof wireNames)[]
}
