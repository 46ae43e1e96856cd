import { md5 } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { pythonJson, Requirer, type Contract, type Params } from '@interlayer/runtime'
import { loadbalancer, wireNames, type WireRequest, type WireResponse } from './definition.ts'

/** What became of a request. */
export type LoadBalancerAnswer = {
  /** The id of the relation. */
  readonly relation: string
  readonly application: string
  /** The name of the request. */
  readonly name: string
} & (
  | { readonly state: 'ready'; readonly address: string }
  | {
      readonly state: 'refused'
      readonly error: 'unsupported' | 'provider_error'
      readonly message: string | undefined
      /** What is wrong with parts of the request, by their names. */
      readonly fields: Readonly<Record<string, string>>
    }
)

/** The side of who needs load balancers. */
export class LoadBalancerRequirer
  extends Requirer<typeof loadbalancer>
  implements Contract<typeof loadbalancer, 'requires'>
{
  static readonly definition: typeof loadbalancer = loadbalancer

  /** Raised while a provider is related and has said which version it speaks. */
  get available(): boolean {
    return this.readyApps.length > 0
  }

  /** Raised while at least one request has an answer to its present form. */
  get answered(): boolean {
    return this.answers().length > 0
  }

  /** Asks for a load balancer, or for a change of one. Only the leader's word counts, so every unit may say it. */
  request(request: Params<typeof loadbalancer, 'requires', 'request'>): void {
    const { name } = request
    for (const { id: relation, localApp, memory, ingressAddress = '' } of this.relations) {
      const count = String(memory.written.withdrawn ?? 0)
      const id =
        localApp?.written['request_{name}'][name]?.id ?? hash([this.unitName, relation, ingressAddress, name, count])
      localApp?.update({ 'request_{name}': { [name]: signed(toWire(id, request)) } })
    }
  }

  /** Takes a request back. The next one of that name is another request: no answer of before fits it. */
  withdraw({ name }: Params<typeof loadbalancer, 'requires', 'withdraw'>): void {
    for (const { localApp, memory } of this.relations) {
      if (localApp?.written['request_{name}'][name] === undefined) continue
      localApp.update({ 'request_{name}': { [name]: undefined } })
      memory.update({ withdrawn: (memory.written.withdrawn ?? 0) + 1 })
    }
  }

  /** Answers to requests in their present form. A follower cannot see what its leader asks, so it takes every answer for one. */
  answers(): readonly LoadBalancerAnswer[] {
    return this.readyApps.flatMap(({ relation: { id, localApp }, app, data: { 'response_{name}': responses } }) => {
      const requests = localApp?.written['request_{name}']
      const current = Object.entries(responses).filter(([name, { received_hash }]) => {
        return requests === undefined || requests[name]?.sent_hash === received_hash
      })
      return current.map(([name, response]) => ({ relation: id, application: app.name, name, ...toAnswer(response) }))
    })
  }
}

/** In the order in which the original writes and hashes it; ports go by number, as records of numbers do. */
function toWire(id: string, request: Params<typeof loadbalancer, 'requires', 'request'>): WireRequest {
  const checks = request.healthChecks ?? []
  return {
    algorithm: [...(request.algorithm ?? [])],
    backends: [...(request.backends ?? [])],
    health_checks: checks.map(({ interval = 30, path = null, port, protocol, retries = 3 }) => {
      return { interval, path, port, protocol, retries }
    }),
    id,
    ingress_address: request.ingressAddress ?? null,
    name: request.name,
    port_mapping: request.ports,
    protocol: request.protocol,
    public: request.public ?? true,
    sent_hash: null,
    sticky: request.sticky ?? false,
    tls_cert: request.tlsCert ?? null,
    tls_key: request.tlsKey ?? null,
    tls_termination: request.tlsTermination ?? false,
  }
}

function signed(request: WireRequest): WireRequest {
  return { ...request, sent_hash: hash(request) }
}

/** What the original hashes: the text of the request, without a hash. */
function hash(value: unknown): string {
  return bytesToHex(md5(utf8ToBytes(pythonJson(value))))
}

function toAnswer({ address, error, error_fields, error_message }: WireResponse) {
  if (error === null) return { state: 'ready', address: address ?? '' } as const
  const fields = Object.entries(error_fields).map(([wireName, problem]) => {
    const [field = wireName] = Object.entries(wireNames).find(([, known]) => known === wireName) ?? []
    return [field, problem] as const
  })
  return { state: 'refused', error, message: error_message ?? undefined, fields: Object.fromEntries(fields) } as const
}
