import { agree, groupUnits } from './conversation.ts'
import type { Problem } from '../definitions/databag.ts'
import { InterlayerError } from '../values/errors.ts'
import {
  remoteRole,
  type FieldsOf,
  type InterfaceDefinition,
  type RemoteRole,
  type Role,
} from '../definitions/definition.ts'
import type { Fields, ReadData } from '../fields/field.ts'
import type { Agreement, Conversation, Relation, RemoteApplication, RemoteUnit, RemoteUnitOf } from './relation.ts'
import type { RelationView } from './relation-view.ts'
import type { EndpointSide } from '../transaction/snapshot.ts'

/** What the runtime hands to the class of an endpoint. */
export interface EndpointContext {
  readonly name: string
  readonly side: EndpointSide
  /** Live ones that speak this wire, by number. */
  readonly relations: readonly RelationView[]
  /** The same endpoint for the relations that speak older wires, newest first. */
  readonly older: readonly EndpointInstance[]
  readonly unitName: string
  readonly leader: boolean
  readonly principalUnit: string | undefined
}

/** What every endpoint has, whatever its interface. */
export interface EndpointInstance {
  readonly name: string
  readonly definition: InterfaceDefinition
  readonly role: Role
  readonly joined: boolean
  readonly invalid: boolean
  readonly problems: readonly Problem[]
  sync(): void
}

type RemoteUnitData<I extends InterfaceDefinition, R extends Role> = ReadData<FieldsOf<I, RemoteRole<R>, 'unit'>>
type RemoteAppData<I extends InterfaceDefinition, R extends Role> = ReadData<FieldsOf<I, RemoteRole<R>, 'app'>>

/**
 * One endpoint of a charm in one hook. What is public is the interface that a charm sees; what is protected is the wire, for
 * the classes of interface packages.
 */
abstract class Endpoint<I extends InterfaceDefinition, R extends Role> {
  readonly #context: EndpointContext

  constructor(context: EndpointContext) {
    this.#context = context
  }

  /** As the charm's metadata calls it. */
  get name(): string {
    return this.#context.name
  }

  /** The interface that is spoken here. */
  get definition(): InterfaceDefinition {
    return this.#context.side.definition
  }

  /** The side that is taken here. */
  get role(): Role {
    return this.#context.side.role
  }

  /** Raised while some remote unit is visible. */
  get joined(): boolean {
    const { relations, older } = this.#context
    return relations.some(({ units }) => units.length > 0) || older.some(({ joined }) => joined)
  }

  /** Raised while some visible databag, or member of a family, does not decode. */
  get invalid(): boolean {
    const { relations, older } = this.#context
    const flawed = relations.some(
      ({ remoteApp, units }) => units.some(isFlawed) || (remoteApp !== undefined && isFlawed(remoteApp)),
    )
    return flawed || older.some(({ invalid }) => invalid)
  }

  /** What does not decode, and who wrote it; never the value. */
  get problems(): readonly Problem[] {
    const { relations, older } = this.#context
    const problems = relations.flatMap(({ remoteApp, units }) => {
      return [...units, ...(remoteApp === undefined ? [] : [remoteApp])].flatMap(problemsOf)
    })
    return [...problems, ...older.flatMap((generation) => generation.problems)]
  }

  /**
   * What the protocol owes without being asked. Runs before handlers, any number of times; those of older wires run by
   * themselves, before this one.
   */
  sync(): void {
    return
  }

  /** This endpoint for the relations that speak an older wire, whose class is among the `generations` of this one. */
  protected generation<G extends EndpointInstance>(side: abstract new (context: EndpointContext) => G): G {
    const found = this.#context.older.find((generation): generation is G => generation instanceof side)
    if (found !== undefined) return found
    throw new InterlayerError('CONTRACT_BROKEN', `${side.name} is not among the generations of "${this.name}". Add it.`)
  }

  /** The live relations that speak this wire, by number. One that is ending is not among them. */
  protected get relations(): readonly Relation<I, R>[] {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the context was made from this very definition and role
    return this.#context.relations as unknown as readonly Relation<I, R>[]
  }

  /** A live relation by its id; undefined also when it has closed, so that a late answer is dropped. */
  protected relation(id: string): Relation<I, R> | undefined {
    return this.relations.find((relation) => relation.id === id)
  }

  /** Every visible remote unit. */
  protected get units(): readonly RemoteUnitOf<I, R>[] {
    return this.relations.flatMap(({ units }) => units)
  }

  /** The remote units whose databag is whole. */
  protected get readyUnits(): readonly ReadyUnit<I, R>[] {
    return this.relations.flatMap((relation) =>
      relation.units.flatMap((unit) =>
        unit.databag.state === 'ready' ? [{ relation, unit, data: unit.databag.data }] : [],
      ),
    )
  }

  /** The remote applications whose databag is whole. */
  protected get readyApps(): readonly ReadyApplication<I, R>[] {
    return this.relations.flatMap((relation) => {
      const app = relation.remoteApp
      return app?.databag.state === 'ready' ? [{ relation, app, data: app.databag.data }] : []
    })
  }

  /** The remote units, grouped by the communication scope that the definition gives this side. */
  protected get conversations(): readonly Conversation<I, R>[] {
    const { definition, role } = this.#context.side
    return groupUnits(definition[role]?.conversation ?? 'unit', this.relations).map(
      ({ with: partner, relations, units }) => ({
        with: partner,
        relations,
        units,
        databag: this.agreement(units),
        publish: (data): void => {
          for (const { localUnit } of relations) localUnit.publish(data)
        },
      }),
    )
  }

  /** What some remote units say together: one databag where they agree, or who differs in which field. */
  protected agreement(units: readonly RemoteUnitOf<I, R>[]): Agreement<RemoteUnitData<I, R>> {
    const { definition, role } = this.#context.side
    const fields: Fields = definition[remoteRole(role)]?.unit ?? {}
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- decoded by the fields that the type is made of
    return agree(fields, units) as Agreement<RemoteUnitData<I, R>>
  }

  protected get unitName(): string {
    return this.#context.unitName
  }

  protected get leader(): boolean {
    return this.#context.leader
  }

  /** The unit that this subordinate lives beside; undefined for any other unit. */
  protected get principalUnit(): string | undefined {
    return this.#context.principalUnit
  }
}

/** A remote unit whose databag is whole. */
export interface ReadyUnit<I extends InterfaceDefinition, R extends Role> {
  readonly relation: Relation<I, R>
  readonly unit: RemoteUnit<RemoteUnitData<I, R>>
  readonly data: RemoteUnitData<I, R>
}

/** A remote application whose databag is whole. */
export interface ReadyApplication<I extends InterfaceDefinition, R extends Role> {
  readonly relation: Relation<I, R>
  readonly app: RemoteApplication<RemoteAppData<I, R>>
  readonly data: RemoteAppData<I, R>
}

/** Base of the class for the side that offers. */
export abstract class Provider<I extends InterfaceDefinition & { readonly provides: object }> extends Endpoint<
  I,
  'provides'
> {
  static readonly role = 'provides'
}

/** Base of the class for the side that uses. */
export abstract class Requirer<I extends InterfaceDefinition & { readonly requires: object }> extends Endpoint<
  I,
  'requires'
> {
  static readonly role = 'requires'
}

/** Base of the class for units of one application among themselves. */
export abstract class Peer<I extends InterfaceDefinition & { readonly peers: object }> extends Endpoint<I, 'peers'> {
  static readonly role = 'peers'
}

/** Asked in every hook of every unit, so it lists nothing. */
function isFlawed({ databag }: RemoteUnit<unknown> | RemoteApplication<unknown>): boolean {
  return databag.state === 'invalid' || (databag.state === 'ready' && databag.rejected.length > 0)
}

function problemsOf({ name, databag }: RemoteUnit<unknown> | RemoteApplication<unknown>): readonly Problem[] {
  if (databag.state === 'waiting') return []
  const problems = databag.state === 'invalid' ? databag.problems : databag.rejected
  return problems.map((problem) => ({ ...problem, from: name }))
}
