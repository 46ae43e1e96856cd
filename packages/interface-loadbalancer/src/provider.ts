import { canonicalJson, pairRequests, Provider, stableId, type Contract, type Params } from '@interlayer/runtime'
import { loadbalancer, wireNames, type WireRequest, type WireResponse } from './definition.ts'

/** A load balancer that an application asks for. */
export interface LoadBalancerRequest {
  /** The id of the relation, to answer with. */
  readonly relation: string
  readonly application: string
  /** Different for each request of an application. */
  readonly name: string
  /** An answer is owed: there is none to the request as it is now. Never on followers, which cannot see answers. */
  readonly open: boolean
  readonly protocol: WireRequest['protocol']
  /** Port of the load balancer: port of the backends. */
  readonly ports: Readonly<Record<string, number>>
  /** Addresses: those that are named or, where none is, those of the application's units in numeric order. */
  readonly backends: readonly string[]
  /** The best one first; empty means any. */
  readonly algorithm: readonly string[]
  readonly sticky: boolean
  readonly healthChecks: readonly LoadBalancerHealthCheck[]
  readonly public: boolean
  readonly tlsTermination: boolean
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly ingressAddress: string | undefined
}

/** How a backend is checked. */
export interface LoadBalancerHealthCheck {
  readonly protocol: WireRequest['protocol']
  readonly port: number
  readonly path: string | undefined
  /** In seconds. */
  readonly interval: number
  readonly retries: number
}

/** The side of who has load balancers to give. */
export class LoadBalancerProvider
  extends Provider<typeof loadbalancer>
  implements Contract<typeof loadbalancer, 'provides'>
{
  static readonly definition: typeof loadbalancer = loadbalancer

  /** Raised on the leader while some request is open. */
  get requested(): boolean {
    return this.requests().some(({ open }) => open)
  }

  /** Drops answers and memories whose request is gone. */
  override sync(): void {
    for (const { relation, exchanges, requests } of this.#conversations) {
      relation.localApp?.update({ 'response_{name}': cleared(exchanges.orphans) })
      const forgotten = Object.keys(relation.memory.written['answered_{name}']).filter(
        (name) => !Object.hasOwn(requests, name),
      )
      relation.memory.update({ 'answered_{name}': cleared(forgotten) })
    }
  }

  /** All requests. A malformed one is left out, and harms no other. */
  requests(): readonly LoadBalancerRequest[] {
    return this.#conversations.flatMap(({ relation, application, exchanges }) =>
      exchanges.all.map(({ id: name, request, state }) => {
        const open = relation.localApp !== undefined && state !== 'answered'
        return { relation: relation.id, application, name, open, ...toRequest(request) }
      }),
    )
  }

  /** Says where the load balancer is. An answer to a request that is gone is dropped. */
  answer({ relation, name, address }: Params<typeof loadbalancer, 'provides', 'answer'>): void {
    this.#respond(relation, name, { address })
  }

  /** Says that there is no load balancer, and why. An answer to a request that is gone is dropped. */
  refuse({
    relation,
    name,
    error = 'provider_error',
    ...why
  }: Params<typeof loadbalancer, 'provides', 'refuse'>): void {
    const fields = Object.entries(wireNames).flatMap(([field, wireName]) => {
      const problem = new Map(Object.entries(why.fields ?? {})).get(field)
      return problem === undefined ? [] : [[wireName, problem] as const]
    })
    // Partners fail over a refusal that gives no reason.
    const message = why.message ?? (fields.length === 0 ? error : null)
    this.#respond(relation, name, { error, error_fields: Object.fromEntries(fields), error_message: message })
  }

  /** Takes an answer back, so that the request is open again. */
  withdraw({ relation, name }: Params<typeof loadbalancer, 'provides', 'withdraw'>): void {
    this.relation(relation)?.localApp?.update({ 'response_{name}': cleared([name]) })
  }

  #respond(id: string, name: string, response: Partial<WireResponse>): void {
    const found = this.#conversations.find(({ relation }) => relation.id === id)
    const request = found?.exchanges.all.find((exchange) => exchange.id === name)?.request
    if (found?.relation.localApp === undefined || request === undefined) return
    const whole = { ...noResponse, ...response, received_hash: request.sent_hash }
    found.relation.localApp.update({ 'response_{name}': { [name]: whole } })
    found.relation.memory.update({ 'answered_{name}': { [name]: formOf(request) } })
  }

  get #conversations() {
    return this.readyApps.map(({ relation, app, data }) => {
      const addresses = relation.units.flatMap(({ ingressAddress }) => ingressAddress ?? [])
      const requests = withBackends(data['request_{name}'], addresses)
      const answers = relation.localApp?.written['response_{name}'] ?? {}
      const answered = new Map(Object.entries(relation.memory.written['answered_{name}']))
      const exchanges = pairRequests(requests, answers, ({ received_hash }, request, name) => {
        return received_hash === request.sent_hash && answered.get(name) === formOf(request)
      })
      return { relation, application: app.name, requests, exchanges }
    })
  }
}

const noResponse = { address: null, error: null, error_fields: {}, error_message: null } as const

function cleared(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

type Requests = Readonly<Record<string, WireRequest>>

function withBackends(requests: Requests, addresses: readonly string[]): Requests {
  const filled = Object.entries(requests).map(([name, request]) => {
    return [name, { ...request, backends: request.backends.length > 0 ? request.backends : [...addresses] }] as const
  })
  return Object.fromEntries(filled)
}

/** Its answer belongs to this form: other backends may need another load balancer. */
function formOf(request: WireRequest): string {
  return stableId(canonicalJson(request))
}

function toRequest(wire: WireRequest): Omit<LoadBalancerRequest, 'relation' | 'application' | 'name' | 'open'> {
  return {
    protocol: wire.protocol,
    ports: wire.port_mapping,
    backends: wire.backends,
    algorithm: wire.algorithm,
    sticky: wire.sticky,
    healthChecks: wire.health_checks.map((check) => ({ ...check, path: check.path ?? undefined })),
    public: wire.public,
    tlsTermination: wire.tls_termination,
    tlsCert: wire.tls_cert ?? undefined,
    tlsKey: wire.tls_key ?? undefined,
    ingressAddress: wire.ingress_address ?? undefined,
  }
}
