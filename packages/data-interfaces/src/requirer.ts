import { Requirer, type Contract, type Params } from '@interlayer/runtime'
import {
  databaseIn,
  entityIn,
  type Database,
  type DatabaseEntity,
  type DatabaseStatus,
  type SeenAnswer,
} from './database.ts'
import type { DatabaseInterface1 } from './exchanges-1.ts'
import { requestsIn, seenAnswersIn, writeRequests } from './requests-1.ts'
import { DatabaseRequirer0 } from './requirer-0.ts'

type Arguments<M extends keyof DatabaseInterface1['requires']['methods']> = Params<DatabaseInterface1, 'requires', M>

/**
 * The requirer's side. What the charm asks for decides the wire: one request is asked by wire 0, which providers of every wire answer,
 * and several by wire 1. The class of an interface adds its definition and its generations.
 */
export class DatabaseRequirer extends Requirer<DatabaseInterface1> implements Contract<DatabaseInterface1, 'requires'> {
  /** Raised while this unit leads and some provider that is related was not asked yet. */
  get unasked(): boolean {
    return this.#unasked.length > 0
  }

  /** Raised while an account and a server are known. */
  get available(): boolean {
    return this.databases().length > 0
  }

  /** Raised while a role or group is known. */
  get entityAvailable(): boolean {
    return this.entities().length > 0
  }

  /** Asks every related provider that was not asked yet. What was asked stays until the relation ends: providers may not bear a change. */
  request(wanted: Arguments<'request'>): void {
    this.#older.ask(this.#unasked, wanted)
  }

  /**
   * Asks every related provider for all of these, and takes back what was asked for so before and is not among them. Who was asked by
   * `request` stays so.
   */
  requestAll({ wanted }: Arguments<'requestAll'>): void {
    const { asked } = this.#older
    for (const relation of this.relations) if (!asked.includes(relation.id)) writeRequests(relation, wanted)
  }

  /** The accounts that are known, with what they need to connect. */
  databases(): readonly Database[] {
    return this.#answers.flatMap((seen) => databaseIn(seen) ?? [])
  }

  /** The roles and groups that are known. */
  entities(): readonly DatabaseEntity[] {
    return this.#answers.flatMap((seen) => entityIn(seen) ?? [])
  }

  /** What providers say is the matter with them, in both wires alike. */
  statuses(): readonly DatabaseStatus[] {
    return this.readyApps.flatMap(({ relation, data: { status = [] } }) => {
      return status.map(({ code, message, resolution }) => ({ relation: relation.id, code, message, resolution }))
    })
  }

  /** Until a provider answers, its relation speaks both wires; by which one this side has asked is in its own databag. */
  get #unasked(): readonly string[] {
    const asked = this.relations.filter((relation) => requestsIn(relation).length > 0).map(({ id }) => id)
    return this.#older.unasked.filter((id) => !asked.includes(id))
  }

  get #answers(): readonly SeenAnswer[] {
    return [...this.#older.answers(), ...this.relations.flatMap(seenAnswersIn)]
  }

  get #older(): DatabaseRequirer0 {
    return this.generation(DatabaseRequirer0)
  }
}
