import type { AnyCharm, HandlerRecord } from '../charm/charm.ts'
import type { EndpointClass } from '../charm/charm-types.ts'
import type { EndpointInstance } from '../relations/endpoint.ts'
import { evaluate, type Condition } from '../values/condition.ts'
import { Draft } from '../transaction/draft.ts'
import { InterlayerError } from '../values/errors.ts'
import { Journal } from './journal.ts'
import { isEdge, isLevel, levelNames, parseLeaf, type Leaf } from '../charm/leaf.ts'
import { textsOf } from '../values/json.ts'
import { compareText } from '../values/names.ts'
import { RelationView } from '../relations/relation-view.ts'
import type { Snapshot } from '../transaction/snapshot.ts'
import { triggersOf, type Trigger } from './trigger.ts'

/** State key of the `once` handlers that have run. */
export const onceKey = 'interlayer.once'

/** One hook of one charm: what is seen, what is to be written, and the endpoints between the two. */
export class Session {
  readonly charm: AnyCharm
  readonly snapshot: Snapshot
  readonly draft: Draft
  readonly journal: Journal
  readonly endpoints: Readonly<Record<string, EndpointInstance>>
  /** The same with those for older wires. */
  readonly instances: readonly EndpointInstance[]
  /** Those that may run in this hook, in order of registration. */
  readonly handlers: readonly HandlerRecord[]
  readonly triggers: readonly Trigger[]
  readonly #levelNames: readonly string[]
  readonly #leaves = new Map<string, Leaf>()
  readonly #levels = new Map<string, boolean>()
  #levelsVersion = 0

  /** `only` are the handlers to run in place of the charm's. */
  constructor(charm: AnyCharm, snapshot: Snapshot, only?: readonly HandlerRecord[]) {
    this.charm = charm
    this.snapshot = snapshot
    this.draft = new Draft(snapshot.state)
    const done = new Set(textsOf(snapshot.state.get(onceKey)))
    const handlers = charm.handlers.filter(({ id, once }) => !once || !done.has(id))
    const free = snapshot.restricted ? handlers.filter((handler) => waitsFor(handler, snapshot)) : handlers
    this.handlers = only ?? free
    this.triggers = triggersOf(charm)
    this.journal = new Journal([...handlers, ...this.triggers], snapshot, charm.endpoints)
    const generations = makeEndpoints(this)
    this.endpoints = Object.fromEntries(generations.map(([name, newest]) => [name, newest]))
    this.instances = generations.flatMap(([, newest, older]) => [...older, newest])
    this.#levelNames = [...levelNames(charm)].sort(compareText)
  }

  /** Whether a condition holds now, for a consumer with its own view of what happened. */
  holds(condition: Condition, consumer: string): boolean {
    return evaluate(condition, (leaf) => this.leafHolds(leaf, consumer))
  }

  /** Whether a condition would hold had nothing happened. */
  holdsWithoutEdges(condition: Condition): boolean {
    return evaluate(condition, (leaf) => isLevel(this.#leaf(leaf)) && this.leafHolds(leaf, ''))
  }

  /** Whether a condition could hold, whatever happened: what lasts does not rule it out. */
  couldHold(condition: Condition): boolean {
    return evaluate(condition, (leaf, negated) => (isEdge(this.#leaf(leaf)) ? !negated : this.leafHolds(leaf, '')))
  }

  /** What an operator should know: stored state that does not read, and databags that do not decode, when the hook is about them. */
  warnings(): readonly string[] {
    const about = this.endpoints[this.snapshot.context.relation?.endpoint ?? '']
    return [
      ...this.snapshot.state.unreadable.map(
        (key) => `The stored state under "${key}" does not read; it starts afresh.`,
      ),
      ...(about?.problems ?? []).map(
        ({ key, problem, from = '' }) => `${about?.name ?? ''}: "${key}" of ${from}: ${problem}.`,
      ),
    ]
  }

  leafHolds(name: string, consumer: string): boolean {
    const leaf = this.#leaf(name)
    if (isEdge(leaf)) return this.journal.holds(leaf, consumer)
    switch (leaf.leaf) {
      case 'leader':
        return this.snapshot.leader
      case 'hook':
        return this.snapshot.context.hook === leaf.hook
      case 'flag':
        return this.#flag(leaf.flag)
      case 'endpoint':
        return this.#endpointFlag(leaf.endpoint, leaf.flag)
    }
  }

  /** Every level that holds now, sorted. */
  flags(): readonly string[] {
    return this.#levelNames.filter((name) => this.leafHolds(name, ''))
  }

  #leaf(name: string): Leaf {
    const known = this.#leaves.get(name)
    if (known !== undefined) return known
    const leaf = parseLeaf(name, this.charm)
    this.#leaves.set(name, leaf)
    return leaf
  }

  #flag(name: string): boolean {
    const condition = this.charm.flags[name]?.is
    return condition === undefined ? this.draft.isSet(name) : this.holds(condition, '')
  }

  /** Getters are pure over snapshot and draft, so each is asked once until the draft changes. */
  #endpointFlag(endpoint: string, flag: string): boolean {
    if (this.#levelsVersion !== this.draft.version) this.#levels.clear()
    this.#levelsVersion = this.draft.version
    const name = `${endpoint}.${flag}`
    const known = this.#levels.get(name)
    if (known !== undefined) return known
    const value = readFlag(this.endpoints[endpoint], flag, this.draft)
    this.#levels.set(name, value)
    return value
  }
}

/** Whether a handler names the hook itself: in a restricted hook nothing else runs. */
function waitsFor({ leaves }: HandlerRecord, { context }: Snapshot): boolean {
  return leaves.some((leaf) => leaf.leaf === 'hook' && leaf.hook === context.hook)
}

type Generations = readonly [name: string, newest: EndpointInstance, older: readonly EndpointInstance[]]

function makeEndpoints({ charm, snapshot, draft }: Session): readonly Generations[] {
  const { unit: unitName, principalUnit } = snapshot.context
  return Object.entries(charm.endpoints).map(([name, side]) => {
    const facts = snapshot.relations.get(name) ?? []
    const make = (wire: EndpointClass, older: readonly EndpointInstance[]): EndpointInstance => {
      const spoken = facts.filter(({ definitions }) => definitions.includes(wire.definition))
      const relations = spoken.map((relation) => new RelationView(relation, wire, { snapshot, draft }))
      return new wire({ name, side: wire, relations, older, unitName, leader: snapshot.leader, principalUnit })
    }
    const older = (side.generations ?? []).map((wire) => make(wire, []))
    return [name, make(side, older), older]
  })
}

function readFlag(endpoint: EndpointInstance | undefined, flag: string, draft: Draft): boolean {
  try {
    return endpoint !== undefined && draft.unwritten(() => Reflect.get(endpoint, flag) === true)
  } catch (cause) {
    throw new InterlayerError(
      'CONTRACT_BROKEN',
      `The flag "${flag}" of "${endpoint?.name ?? ''}" threw instead of answering. Mend its getter.`,
      { flag, cause },
    )
  }
}
