import type { Reading } from '../definitions/databag.ts'
import type { FieldsOf, InterfaceDefinition, RemoteRole, Role } from '../definitions/definition.ts'
import type { Fields, ReadData, UpdateData, WriteData, Written } from '../fields/field.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import type { RelationSecrets } from '../secrets/private-secrets.ts'

/** One relation as the class of an endpoint sees it; the definition's types all the way. */
export interface Relation<I extends InterfaceDefinition, R extends Role> {
  /** The endpoint's name and Juju's number: `db:3`. */
  readonly id: string
  /** Juju's number; both sides have the same. */
  readonly number: number
  /** The application opposite; the own one for peers. Undefined while Juju does not say. */
  readonly remoteApp: RemoteApplication<ReadData<FieldsOf<I, RemoteRole<R>, 'app'>>> | undefined
  /** In numeric order, without the one that is departing and without this unit. */
  readonly units: readonly RemoteUnitOf<I, R>[]
  /** In a container relation the one unit opposite: a subordinate's principal, or a principal's subordinate. */
  readonly partner: I['scope'] extends 'container' | 'either' ? RemoteUnitOf<I, R> | undefined : never
  /** This unit's address for this relation; undefined on a side that writes nothing. */
  readonly ingressAddress: string | undefined
  /** What this unit tells the other side. */
  readonly localUnit: LocalDatabag<FieldsOf<I, R, 'unit'>>
  /** What this unit tells the other side for its application: leaders only. */
  readonly localApp: LocalDatabag<FieldsOf<I, R, 'app'>> | undefined
  /** What this unit remembers about the relation, for itself alone. */
  readonly memory: LocalDatabag<FieldsOf<I, R, 'memory'>>
  /** Secrets of this unit's own about the relation, which nobody else reads. */
  readonly secrets: RelationSecrets
}

export type RemoteUnitOf<I extends InterfaceDefinition, R extends Role> = RemoteUnit<
  ReadData<FieldsOf<I, RemoteRole<R>, 'unit'>>
>

/** The application opposite, with what its leader tells for all of it. */
export interface RemoteApplication<T> {
  readonly name: string
  readonly databag: Reading<T>
  /** The texts as Juju has them, for protocols that fields cannot express. */
  readonly raw: RawBag
}

/** A unit opposite, with what it tells for itself. */
export interface RemoteUnit<T> {
  readonly name: string
  readonly app: string
  readonly databag: Reading<T>
  /** Where the unit can be reached, as Juju published it; undefined where units declare no fields, which are not read. */
  readonly ingressAddress: string | undefined
  /** Where the unit's traffic comes from, as CIDRs. */
  readonly egressSubnets: readonly string[]
  readonly raw: RawBag
}

/** A map that this unit owns. Writes are kept back until the hook succeeds; what does not differ is not sent. */
export interface LocalDatabag<F extends Fields> {
  /** What is set, this hook's writes included. */
  readonly written: Written<F>
  /** The texts as Juju has them, this hook's writes included, for protocols that fields cannot express. */
  readonly raw: RawBag
  /** Sets the whole data: declared keys that are left out are cleared, except Juju's own. */
  publish(data: WriteData<F>): void
  /** Sets the named fields only; undefined clears one. */
  update(data: UpdateData<F>): void
  /** Withdraws everything that is declared. */
  clear(): void
  /**
   * Keeps a secret that the databag names inside of some text, and gives the URI to put there. It lives as long as a text of a
   * field with `namesSecrets` has that URI.
   */
  secret<C extends Fields>(kept: KeptSecret<C>): string
}

/** A secret that a databag names inside of some text. */
export interface KeptSecret<C extends Fields> {
  /** Different for each secret of the databag. */
  readonly name: string
  readonly content: C
  readonly data: WriteData<C>
  /** What it was the last time, as the databag has it; undefined the first time. */
  readonly uri: string | undefined
}

/** What several units say, taken together: one databag where they agree, by meaning and not by bytes. */
export type Agreement<T> =
  | Reading<T>
  /** Field → the units that differ in it. */
  | { readonly state: 'disagreeing'; readonly fields: Readonly<Record<string, readonly string[]>> }

/** Remote units that are talked to as one, by the communication scope of this side. */
export interface Conversation<I extends InterfaceDefinition, R extends Role> {
  /** `global`, an application's name, or a unit's. */
  readonly with: string
  readonly relations: readonly Relation<I, R>[]
  readonly units: readonly RemoteUnitOf<I, R>[]
  readonly databag: Agreement<ReadData<FieldsOf<I, RemoteRole<R>, 'unit'>>>
  /**
   * Publishes to every relation of the conversation. Juju has one databag for all units of a relation, so in a conversation
   * with one unit its siblings see it too.
   */
  publish(data: WriteData<FieldsOf<I, R, 'unit'>>): void
}
