import type { Delta, RawBag } from '@interlayer/runtime/adapter'
import { newDraft, withDraft, type Draft } from './draft.ts'
import { ModelError } from './errors.ts'
import type { Interruption } from './interruption.ts'
import { relationNumber } from './names.ts'
import { readBag } from './readable.ts'
import type { Hook, Membership, Unit, World } from './state.ts'

/** What a turn is about. */
interface HookAttempt extends Pick<HookTurn, 'hook' | 'number'> {
  readonly interruption?: Interruption | undefined
}

/** One attempt of one hook while it runs: who runs it, and what it has written so far. */
export class HookTurn {
  readonly world: World
  readonly hook: Hook
  /** Counted over the whole model. */
  readonly number: number
  readonly draft: Draft = newDraft()
  /** What is to happen to this attempt. */
  readonly interruption: Interruption | undefined
  readonly #unit: Unit
  #deposed = false
  #over = false

  constructor(world: World, unit: Unit, { hook, number, interruption }: HookAttempt) {
    this.world = world
    this.#unit = unit
    this.hook = hook
    this.number = number
    this.interruption = interruption
  }

  /** What is called later comes from a program that did not wait for itself; it has no effect. */
  end(): void {
    this.#over = true
  }

  /** The unit, as long as the hook runs. */
  get unit(): Unit {
    this.#check()
    return this.#unit
  }

  /** Whether the unit leads. Once lost, leadership does not come back within a hook. */
  leads(): boolean {
    const { unit } = this
    this.#deposed ||= unit.application.leader !== unit
    return !this.#deposed
  }

  /** The relation of that id or number, if the unit's agent knows it. */
  membership(id: string): Membership | undefined {
    const number = relationNumber(id)
    return number === undefined ? undefined : this.unit.memberships.get(number)
  }

  /** The databag of a unit or application with what this hook wrote; undefined where there is none or Juju refuses it. */
  read(membership: Membership, member: string): RawBag | undefined {
    const { unit, draft } = this
    if (member === unit.name) return withDraft(membership.bag.content, draft.unit.get(membership))
    const content = readBag(membership, member)
    return content && member === unit.application.name ? withDraft(content, draft.app.get(membership)) : content
  }

  /** The unit's stored state with what this hook wrote. */
  state(): RawBag {
    return withDraft(this.unit.state, this.draft.state)
  }

  /** Changes the unit's state when the hook succeeds. */
  store(delta: Delta): void {
    this.#check()
    for (const [key, text] of delta) this.draft.state.set(key, text)
  }

  #check(): void {
    if (this.#over)
      throw new ModelError(
        'TOOL_REFUSED',
        `${this.hook.name} of ${this.#unit.name} is over: wait for every call of a tool before it ends.`,
      )
  }
}
