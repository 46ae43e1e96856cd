import {
  defineInterface,
  json,
  pairRequests,
  Provider,
  Requirer,
  stableId,
  type Contract,
  type Exchanges,
} from '@interlayer/runtime'
import { object, optional, string } from 'valibot'

const Request = object({ name: string(), address: optional(string()) })
const Answer = object({ certificate: string(), name: string() })

/** Requests and answers, each under a key of its own, in unit databags. */
export const certificates = defineInterface({
  name: 'certificates',
  wire: 0,
  summary: 'Certificates on request.',
  provides: {
    unit: { 'answer_{id}': json('A certificate.', Answer) },
    flags: { requested: 'A request waits for its answer.' },
  },
  requires: {
    unit: { 'request_{id}': json('What to certify.', Request) },
    flags: { complete: 'Every request is answered.' },
  },
})

interface Wanted {
  readonly name: string
  readonly address?: string | undefined
}

interface Issued {
  readonly name: string
  readonly certificate: string
}

/** The side that signs. */
export class Authority extends Provider<typeof certificates> implements Contract<typeof certificates, 'provides'> {
  static readonly definition: typeof certificates = certificates

  get requested(): boolean {
    return this.requests().length > 0
  }

  /** An answer whose request is gone, or whose unit, is withdrawn. */
  override sync(): void {
    for (const { id } of this.relations) this.#answer(id, dropped(this.#exchanges(id).orphans))
  }

  requests(): readonly (Wanted & { readonly relation: string; readonly id: string })[] {
    return this.relations.flatMap(({ id: relation }) =>
      this.#exchanges(relation).open.map(({ id, request }) => ({ relation, id, ...request })),
    )
  }

  issue({ relation, id, ...answer }: Issued & { readonly relation: string; readonly id: string }): void {
    this.#answer(relation, { [id]: answer })
  }

  #answer(relation: string, answers: Readonly<Record<string, Issued | undefined>>): void {
    this.relation(relation)?.localUnit.update({ 'answer_{id}': answers })
  }

  #exchanges(id: string): Exchanges<Wanted, Issued> {
    const ready = this.readyUnits.filter(({ relation }) => relation.id === id)
    const requests = Object.fromEntries(ready.flatMap(({ data }) => Object.entries(data['request_{id}'])))
    const answers = this.relation(id)?.localUnit.written['answer_{id}'] ?? {}
    return pairRequests(requests, answers, ({ name }, request) => name === request.name)
  }
}

/** The side that asks: every related authority for the same. */
export class Applicant extends Requirer<typeof certificates> implements Contract<typeof certificates, 'requires'> {
  static readonly definition: typeof certificates = certificates

  get complete(): boolean {
    const all = this.relations.map(({ id }) => this.#exchanges(id).all)
    return all.flat().length > 0 && all.flat().every(({ state }) => state === 'answered')
  }

  /** Asks under a name of its own; asking again under the name asks for something else. */
  request(slot: string, wanted: Wanted | undefined): void {
    for (const { id, localUnit } of this.relations)
      localUnit.update({ 'request_{id}': { [stableId(this.unitName, id, slot)]: wanted } })
  }

  /** By relation, the certificates for a name. */
  certificates(name: string): Readonly<Record<string, readonly string[]>> {
    const found = this.relations.map(({ id }) => {
      const answered = this.#exchanges(id).answered.filter(({ answer }) => answer.name === name)
      return [id, answered.map(({ answer }) => answer.certificate)] as const
    })
    return Object.fromEntries(found)
  }

  #exchanges(id: string): Exchanges<Wanted, Issued> {
    const requests = this.relation(id)?.localUnit.written['request_{id}'] ?? {}
    const ready = this.readyUnits.filter(({ relation }) => relation.id === id)
    const answers = Object.fromEntries(ready.flatMap(({ data }) => Object.entries(data['answer_{id}'])))
    return pairRequests(requests, answers, ({ name: signed }, { name }) => signed === name)
  }
}

function dropped(ids: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(ids.map((id) => [id, undefined]))
}
