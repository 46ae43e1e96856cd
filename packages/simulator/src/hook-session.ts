import type {
  BagKind,
  ConfigValue,
  Delta,
  HookContext,
  HookTools,
  LogLevel,
  RawBag,
  StatusName,
} from '@interlayer/runtime/adapter'
import { newDraft, withDraft, write, type Draft } from './draft.ts'
import { ModelError } from './errors.ts'
import { relationNumber } from './names.ts'
import { listedRelations, listing, readBag } from './readable.ts'
import type { Hook, Membership, Unit, World } from './state.ts'

/** Juju's hook tools for one attempt of one hook. Writes gather in `draft`; status and log act at once. */
export class HookSession implements HookTools {
  readonly context: HookContext
  readonly draft: Draft = newDraft()
  readonly #world: World
  readonly #unit: Unit
  readonly #number: number
  #deposed = false
  #over = false

  constructor(world: World, unit: Unit, { hook, number }: { readonly hook: Hook; readonly number: number }) {
    this.#world = world
    this.#unit = unit
    this.#number = number
    this.context = hookContext(unit, hook)
  }

  /** What is called later comes from a program that did not wait for itself; it has no effect. */
  end(): void {
    this.#over = true
  }

  async isLeader(): Promise<boolean> {
    return this.#leads()
  }

  async configGet(): Promise<ReadonlyMap<string, ConfigValue>> {
    return this.#live().configOffered
  }

  async relationIds(endpoint: string): Promise<readonly string[]> {
    return listedRelations(this.#live(), endpoint)
  }

  async relationUnits(id: string): Promise<readonly string[]> {
    return listing(this.#known(id))
  }

  async relationApp(id: string): Promise<string | undefined> {
    return this.#membership(id)?.remoteApplication
  }

  async relationGet(id: string, member: string): Promise<RawBag | undefined> {
    const membership = this.#membership(id)
    if (membership === undefined) return undefined
    if (member === this.#unit.name) return withDraft(membership.bag.content, this.draft.unit.get(membership))
    const content = readBag(membership, member)
    return content && member === this.#unit.application.name
      ? withDraft(content, this.draft.app.get(membership))
      : content
  }

  async relationSet(id: string, kind: BagKind, delta: Delta): Promise<void> {
    const membership = this.#known(id)
    if (kind === 'app' && !this.#leads())
      throw refused('cannot write relation settings: only the leader may write for its application.')
    if (delta.has('')) throw refused('A key of a databag is not empty: name it.')
    if (delta.size > 0) write(this.draft, { membership, kind }, delta)
  }

  async stateGet(): Promise<RawBag> {
    return withDraft(this.#live().state, this.draft.state)
  }

  async stateSet(delta: Delta): Promise<void> {
    this.#live()
    for (const [key, text] of delta) this.draft.state.set(key, text)
  }

  async ingressAddress(endpoint: string): Promise<string | undefined> {
    const { application, address } = this.#live()
    return application.endpoints.has(endpoint) ? address : undefined
  }

  async statusSet(status: StatusName, message: string): Promise<void> {
    const unit = this.#live()
    unit.status = { status, message }
    this.#world.record({ event: 'status', hook: this.#number, unit: unit.name, status, message })
  }

  async log(level: LogLevel, lines: readonly string[]): Promise<void> {
    this.#world.record({ event: 'log', hook: this.#number, unit: this.#live().name, level, lines })
  }

  /** Once lost, leadership does not come back within a hook. */
  #leads(): boolean {
    const unit = this.#live()
    this.#deposed ||= unit.application.leader !== unit
    return !this.#deposed
  }

  #membership(id: string): Membership | undefined {
    const number = relationNumber(id)
    return number === undefined ? undefined : this.#live().memberships.get(number)
  }

  #known(id: string): Membership {
    const membership = this.#membership(id)
    if (membership === undefined) throw refused(`Invalid value "${id}" for option -r: relation not found.`)
    return membership
  }

  #live(): Unit {
    if (this.#over)
      throw refused(`${this.context.hook} of ${this.#unit.name} is over: wait for every call of a tool before it ends.`)
    return this.#unit
  }
}

function refused(message: string): ModelError {
  return new ModelError('TOOL_REFUSED', message)
}

function hookContext(unit: Unit, { name, relation }: Hook): HookContext {
  return {
    hook: name,
    unit: unit.name,
    principalUnit: unit.principal?.name,
    relation: relation && {
      endpoint: relation.membership.endpoint.name,
      id: relation.membership.id,
      remoteApp: relation.membership.remoteApplication,
      remoteUnit: relation.remoteUnit,
      departingUnit: relation.departingUnit,
    },
  }
}
