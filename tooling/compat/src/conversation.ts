import type { Model, RelationView } from '@interlayer/simulator'
import type { Cast, Pair, Side } from './pair.ts'

type Texts = Readonly<Record<string, string>>

/** What one side has in its databags, with the names that all conversations have. */
export interface Written {
  readonly app: Texts
  readonly units: Readonly<Record<string, Texts>>
}

/** Two applications that speak an interface. */
export interface Conversation {
  readonly cast: Cast
  readonly relation: RelationView
  readonly provider: string
  readonly requirer: string
}

/** Lists in an order that does not depend on names. */
export function inOrder(known: unknown): unknown {
  if (!Array.isArray(known)) return known
  return known
    .map((item: unknown) => JSON.stringify(item))
    .sort()
    .map((item): unknown => JSON.parse(item))
}

/** The name of an application. */
export function applicationIn(cast: Cast, side: Side): string {
  return `${cast}-${side}`
}

/** Sees a conversation without what is its own: names, addresses, numbers, and what differs from one run to the next. */
export class Observer {
  readonly #model: Model
  readonly #varies: Pair['varies']

  constructor(model: Model, { varies = {} }: Pair) {
    this.#model = model
    this.#varies = varies
  }

  /** The units of a side, in order, as they are called in all conversations. */
  units(cast: Cast, side: Side): readonly string[] {
    return this.#unitsOf(applicationIn(cast, side)).map((unit) => this.text(cast, unit))
  }

  /** What both sides have written. */
  written({ cast, relation }: Conversation, side: Side): Written {
    const application = applicationIn(cast, side)
    const bag = (member: string): Texts =>
      Object.fromEntries(
        [...(this.#model.databag(relation, member) ?? [])].map(([key, value]) => [key, this.text(cast, value)]),
      )
    return {
      app: bag(application),
      units: Object.fromEntries(this.#unitsOf(application).map((unit) => [this.text(cast, unit), bag(unit)])),
    }
  }

  /** What a unit says that it knows. */
  known(cast: Cast, unit: string): unknown {
    const { workload, message } = this.#model.status(`${cast}-${unit}`)
    if (workload !== 'active') return `${workload}: ${message}`
    return inOrder(JSON.parse(this.text(cast, message)))
  }

  /** The unit of a side that leads, as it is called in all conversations. */
  leader(cast: Cast, side: Side): string {
    const found = this.#model.applications.find(({ name }) => name === applicationIn(cast, side))
    return this.text(cast, found?.leader ?? '')
  }

  /** A text as it would be in any conversation. */
  text(cast: Cast, text: string): string {
    const addresses = this.#model.units
      .filter(({ application }) => application.startsWith(`${cast}-`))
      .map(({ name, address }) => [address, `<${name}>`] as const)
      // One may be the beginning of another.
      .sort(([one], [other]) => other.length - one.length)
    const named = addresses.reduce((done, [address, name]) => done.replaceAll(address, name), text)
    const own = named.replaceAll(`${cast}-`, '').replaceAll(/secret:(?:\/\/[0-9a-f-]+\/)?[0-9a-v]{20}/g, '<secret>')
    return Object.entries(this.#varies ?? {}).reduce((done, [name, each]) => done.replaceAll(each, `<${name}>`), own)
  }

  #unitsOf(application: string): readonly string[] {
    return this.#model.units.filter((unit) => unit.application === application).map(({ name }) => name)
  }
}
