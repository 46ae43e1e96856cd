import type { ActionHandler, ActionRecord } from '../actions/action.ts'
import type { CharmFlag, CharmFlags, CheckedEndpoints, CheckedFlags, Endpoints, Leaf, Live } from './charm-types.ts'
import { checkCharm } from '../checks/charm.ts'
import { leavesOf, printCondition, type Condition } from '../values/condition.ts'
import { InterlayerError } from '../values/errors.ts'
import type { NoFields } from '../definitions/definition.ts'
import type { Fields } from '../fields/field.ts'
import type { Hook } from './hook.ts'
import { parseLeaf, type Leaf as ParsedLeaf, type Vocabulary } from './leaf.ts'

/** Deals with a hook while its condition holds. It may await its workload; endpoints and flags are synchronous. */
export type Handler<E extends Endpoints, F extends CharmFlags, C extends Fields, M extends Fields> = (
  endpoints: Live<E>,
  hook: Hook<E, F, C, M>,
) => void | Promise<void>

/** A handler as the dispatcher sees it. */
export interface HandlerRecord {
  readonly id: string
  readonly condition: Condition
  readonly leaves: readonly ParsedLeaf[]
  readonly once: boolean
  readonly run: (endpoints: never, hook: never) => void | Promise<void>
}

/** A charm as the runtime sees it, whatever its types. */
export interface AnyCharm extends Vocabulary {
  readonly memory: Fields
  readonly actions: ReadonlyMap<string, ActionRecord>
  readonly handlers: readonly HandlerRecord[]
}

/** What a charm is made of, before its handlers. */
export interface CharmOptions<E extends Endpoints, F extends CharmFlags, C extends Fields, M extends Fields> {
  /** Endpoint name, as in the charm's metadata → the class of the side it takes. */
  readonly endpoints: E & CheckedEndpoints<E>
  /** The charm's own flags with what they mean. */
  readonly flags?: F & CheckedFlags<E, F, C>
  /** The configuration options that handlers read. */
  readonly config?: C
  /** What the unit remembers for itself, across hooks. */
  readonly memory?: M
}

/** Declares a charm. A mistyped flag, a class that lacks what its interface declares, and the like do not compile. */
export function defineCharm<
  const E extends Endpoints,
  const F extends CharmFlags = NoFields,
  C extends Fields = NoFields,
  M extends Fields = NoFields,
>(options: CharmOptions<E, F, C, M>): Charm<E, F, C, M> {
  return new Charm(options)
}

/** Endpoints, flags and handlers: everything a charm does, as data. */
export class Charm<E extends Endpoints, F extends CharmFlags, C extends Fields, M extends Fields> implements AnyCharm {
  readonly endpoints: E
  readonly flags: Readonly<Record<string, CharmFlag>>
  readonly config: Fields
  readonly memory: Fields
  readonly #handlers: HandlerRecord[] = []
  readonly #actions = new Map<string, ActionRecord>()

  constructor({ endpoints, flags, config, memory }: CharmOptions<E, F, C, M>) {
    this.endpoints = endpoints
    this.flags = Object.fromEntries(
      Object.entries<string | CharmFlag>(flags ?? {}).map(([name, flag]) => {
        return [name, typeof flag === 'string' ? { description: flag } : flag]
      }),
    )
    this.config = config ?? {}
    this.memory = memory ?? {}
    checkCharm(this)
  }

  /** In order of registration, which is the order in which they run. */
  get handlers(): readonly HandlerRecord[] {
    return this.#handlers
  }

  get actions(): ReadonlyMap<string, ActionRecord> {
    return this.#actions
  }

  /**
   * Runs the handler in every hook in which the condition holds; an array means all. A handler must not mind running again:
   * writing what is written already is free, and work that is not free asks for a change.
   */
  when(
    condition: Condition<Leaf<E, F, C>> | readonly Condition<Leaf<E, F, C>>[],
    handler: Handler<E, F, C, M>,
    id?: string,
  ): this {
    this.#add(isList(condition) ? { all: condition } : condition, handler, { once: false, id })
    return this
  }

  /** Runs the handler in one successful hook of the unit's life, under an id that stays the same when the code changes. */
  once(id: string, condition: Condition<Leaf<E, F, C>>, handler: Handler<E, F, C, M>): this {
    this.#add(condition, handler, { once: true, id })
    return this
  }

  /** Does what an operator asks for by `juju run`. No other handler runs then; what it sets and writes counts from the next hook. */
  action<P extends Fields>(name: string, params: P, handler: ActionHandler<E, F, C, M, P>): this {
    if (this.#actions.has(name)) throw new InterlayerError('HANDLER_DUPLICATE', `There are two actions "${name}".`)
    this.#actions.set(name, { params, run: handler })
    return this
  }

  #add(
    condition: Condition,
    run: Handler<E, F, C, M>,
    { once, id }: { readonly once: boolean; readonly id: string | undefined },
  ): void {
    if (id !== undefined && this.#handlers.some((handler) => handler.id === id)) {
      throw new InterlayerError('HANDLER_DUPLICATE', `Two handlers have the id "${id}". Give one of them another.`, {
        id,
      })
    }
    const leaves = leavesOf(condition).map((leaf) => parseLeaf(leaf, this))
    this.#handlers.push({ id: id ?? this.#freeId(printCondition(condition)), condition, leaves, once, run })
  }

  #freeId(printed: string): string {
    const taken = new Set(this.#handlers.map(({ id }) => id))
    let id = printed
    for (let number = 2; taken.has(id); number += 1) id = `${printed} #${String(number)}`
    return id
  }
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}
