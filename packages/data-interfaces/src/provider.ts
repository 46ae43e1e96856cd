import { Provider, type Contract, type Params } from '@interlayer/runtime'
import { exchangesIn, mirrorRequests, type DatabaseInterface1 } from './exchanges-1.ts'
import { DatabaseProvider0 } from './provider-0.ts'
import type { DatabaseAnswer, DatabaseExchange, DatabaseRequest } from './request.ts'

/** An answer that was given. */
export interface DatabaseGiven extends DatabaseAnswer {
  /** To change it, or to take it back. */
  readonly request: string
  readonly relation: string
  /** The name that was proposed for the account. */
  readonly account: string
}

type Arguments<M extends keyof DatabaseInterface1['provides']['methods']> = Params<DatabaseInterface1, 'provides', M>

/** The provider's side towards requirers of every wire. The class of an interface adds its definition and its generations. */
export class DatabaseProvider extends Provider<DatabaseInterface1> implements Contract<DatabaseInterface1, 'provides'> {
  /** Raised while this unit leads and some request has no answer. */
  get requested(): boolean {
    return this.requests().length > 0
  }

  /** Raised while this unit leads and some answer stands whose request was taken back. */
  get released(): boolean {
    return this.releases().length > 0
  }

  /** Shows requirers that their requests were seen. */
  override sync(): void {
    for (const relation of this.relations) mirrorRequests(relation)
  }

  /** The requests that wait for an answer, of both wires. */
  requests(): readonly DatabaseRequest[] {
    return this.#exchanges.flatMap(({ request, answer }) => (request && answer === undefined ? [request] : []))
  }

  /** Answers a request by an account, or changes the answer. An answer to a request that is gone is dropped. */
  provide({ request, ...answer }: Arguments<'provide'>): void {
    this.#exchange(request)?.write(answer)
  }

  /** Answers a request by a role or group, or changes the answer. */
  provideEntity({ request, name, password, ...server }: Arguments<'provideEntity'>): void {
    this.#exchange(request)?.write({ ...server, entityName: name, entityPassword: password })
  }

  /** What was answered so far, in the form in which it is given. */
  given(): readonly DatabaseGiven[] {
    return this.#exchanges.flatMap((exchange) => (exchange.request ? givenIn(exchange) : []))
  }

  /** Answers whose request was taken back: drop the account, then withdraw() the answer. */
  releases(): readonly DatabaseGiven[] {
    return this.#exchanges.flatMap((exchange) => (exchange.request ? [] : givenIn(exchange)))
  }

  /** Takes an answer back. A request that still stands is open again. */
  withdraw({ request }: Arguments<'withdraw'>): void {
    this.#exchange(request)?.write(undefined)
  }

  /** Tells all requirers what is the matter with the provider; an empty list says that nothing is any more. */
  report({ statuses }: Arguments<'report'>): void {
    const status = statuses?.toSorted((a, b) => a.code - b.code)
    for (const { localApp } of this.relations) localApp?.update({ status })
    this.generation(DatabaseProvider0).tell({ status })
  }

  /** Says that the provider is a subordinate, and whether this unit serves yet. */
  subordinate({ ready }: Arguments<'subordinate'>): void {
    const state = ready ? 'ready' : undefined
    for (const { localApp, localUnit } of this.relations) {
      localApp?.update({ subordinated: true })
      localUnit.publish({ state })
    }
    this.generation(DatabaseProvider0).tell({ subordinated: true })
    this.generation(DatabaseProvider0).state(state)
  }

  get #exchanges(): readonly DatabaseExchange[] {
    return [...this.generation(DatabaseProvider0).exchanges(), ...this.relations.flatMap(exchangesIn)]
  }

  #exchange(id: string): DatabaseExchange | undefined {
    return this.#exchanges.find((exchange) => exchange.id === id)
  }
}

function givenIn({ id, relation, account, answer }: DatabaseExchange): readonly DatabaseGiven[] {
  return answer === undefined ? [] : [{ request: id, relation, account, ...answer }]
}
