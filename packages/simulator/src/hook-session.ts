import type {
  BagKind,
  ConfigValue,
  Delta,
  HookContext,
  LogLevel,
  RawBag,
  StatusName,
} from '@interlayer/runtime/adapter'
import { write } from './draft.ts'
import { ModelError } from './errors.ts'
import type { HookCommand, HookCommandResult, UnitTools } from './hook-command.ts'
import type { HookTurn } from './hook-turn.ts'
import { log, setStatus } from './immediate.ts'
import { listedRelations, listing } from './readable.ts'
import type { Hook, Membership, Unit } from './state.ts'
import { runTool } from './tools/run-tool.ts'

/** Juju's hook tools for one attempt of one hook. Writes gather in its draft; status and log act at once. */
export class HookSession implements UnitTools {
  readonly context: HookContext
  readonly #turn: HookTurn

  constructor(turn: HookTurn) {
    this.#turn = turn
    this.context = hookContext(turn.unit, turn.hook)
  }

  async isLeader(): Promise<boolean> {
    return this.#turn.leads()
  }

  async configGet(): Promise<ReadonlyMap<string, ConfigValue>> {
    return this.#turn.unit.configOffered
  }

  async relationIds(endpoint: string): Promise<readonly string[]> {
    return listedRelations(this.#turn.unit, endpoint)
  }

  async relationUnits(id: string): Promise<readonly string[]> {
    return listing(this.#known(id))
  }

  async relationApp(id: string): Promise<string | undefined> {
    return this.#turn.membership(id)?.remoteApplication
  }

  async relationGet(id: string, member: string): Promise<RawBag | undefined> {
    const membership = this.#turn.membership(id)
    return membership && this.#turn.read(membership, member)
  }

  async relationSet(id: string, kind: BagKind, delta: Delta): Promise<void> {
    const membership = this.#known(id)
    if (kind === 'app' && !this.#turn.leads())
      throw refused('cannot write relation settings: only the leader may write for its application.')
    if (delta.has('')) throw refused('A key of a databag is not empty: name it.')
    if (delta.size > 0) write(this.#turn.draft, { membership, kind }, delta)
  }

  async stateGet(): Promise<RawBag> {
    return this.#turn.state()
  }

  async stateSet(delta: Delta): Promise<void> {
    this.#turn.store(delta)
  }

  async ingressAddress(endpoint: string): Promise<string | undefined> {
    const { application, address } = this.#turn.unit
    return application.endpoints.has(endpoint) ? address : undefined
  }

  async statusSet(status: StatusName, message: string): Promise<void> {
    setStatus(this.#turn, status, message)
  }

  async log(level: LogLevel, lines: readonly string[]): Promise<void> {
    log(this.#turn, level, lines)
  }

  run(command: HookCommand): HookCommandResult | undefined {
    return runTool(this.#turn, command)
  }

  #known(id: string): Membership {
    const membership = this.#turn.membership(id)
    if (membership === undefined) throw refused(`Invalid value "${id}" for option -r: relation not found.`)
    return membership
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
