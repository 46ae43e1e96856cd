import { ModelError } from './errors.ts'
import type { CommittedRun } from './hook-run.ts'
import type { Hook } from './state.ts'

interface Rewrites {
  readonly relation: string
  readonly owner: string
  readonly key: string
  count: number
}

/** Notices charms that keep answering each other, by the keys that one hook keeps writing for one remote unit. */
export class ExchangeWatch {
  readonly #rewrites = new Map<string, Rewrites>()
  readonly #bound: number

  constructor(bound: number) {
    this.#bound = bound
  }

  /**
   * Counts by cause as well as by key: writing a key once for each of a thousand units is work, and a thousand times
   * for one of them is not.
   */
  observe({ unit, flushed: { written } }: CommittedRun, { name, relation }: Hook): void {
    if (written.length === 0) return
    const cause = `${unit} ${name} ${relation?.membership.id ?? ''} ${relation?.remoteUnit ?? ''}`
    for (const { membership, kind, changes } of written) {
      const owner = kind === 'unit' ? unit : membership.unit.application.name
      for (const { key } of changes) this.#count(cause, { relation: membership.relation.key, owner, key, count: 0 })
    }
  }

  #count(cause: string, found: Rewrites): void {
    const id = JSON.stringify([cause, found.relation, found.owner, found.key])
    const rewrites = this.#rewrites.get(id) ?? found
    this.#rewrites.set(id, rewrites)
    if (++rewrites.count > this.#bound) throw this.#unbounded(rewrites)
  }

  /** Names everything that is written about as often as the key that reached the bound. */
  #unbounded({ relation, count }: Rewrites): ModelError {
    const busy = [...this.#rewrites.values()].filter((one) => one.count >= count / 2)
    const keys = [...new Set(busy.map((one) => `${one.owner} keeps writing "${one.key}" in ${one.relation}`))].sort()
    return new ModelError(
      'EXCHANGE_UNBOUNDED',
      `Relation ${relation} does not settle: ${keys.join('; ')} (${count} times): write only what differs, and do not answer an answer.`,
    )
  }
}
