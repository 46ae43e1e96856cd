import type {
  BagKind,
  ConfigValue,
  Delta,
  HookContext,
  HookTools,
  LogLevel,
  Network,
  NewSecret,
  RawBag,
  SecretContent,
  SecretInfo,
  SecretTerms,
  StatusName,
} from '@interlayer/runtime/adapter'
import { hookTools, type ToolCaller } from '@interlayer/runtime/process'
import { write } from './draft.ts'
import { ModelError } from './errors.ts'
import type { HookCommand, HookCommandResult, UnitTools } from './hook-command.ts'
import type { HookTurn } from './hook-turn.ts'
import { log, setStatus } from './immediate.ts'
import { listedRelations, listing } from './readable.ts'
import { secretLabel } from './secrets/secret-reading.ts'
import { secretUri } from './secrets/secret.ts'
import type { Membership } from './state.ts'
import { runTool } from './tools/run-tool.ts'

/** Juju's hook tools for one attempt of one hook. Writes gather in its draft; status and log act at once. */
export class HookSession implements UnitTools {
  readonly context: HookContext
  readonly #turn: HookTurn
  #tools: HookTools | undefined

  constructor(turn: HookTurn) {
    this.#turn = turn
    this.context = hookContext(turn)
  }

  async isLeader(): Promise<boolean> {
    return this.#turn.leads()
  }

  async configGet(): Promise<ReadonlyMap<string, ConfigValue>> {
    return this.#turn.unit.configOffered
  }

  async relationIds(endpoint: string): Promise<readonly string[]> {
    return listedRelations(this.#turn.world, this.#turn.unit, endpoint)
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

  network(endpoint: string): Promise<Network> {
    return this.#commands.network(endpoint)
  }

  secretGet(uriOrLabel: string, track: boolean): Promise<SecretContent | undefined> {
    return this.#commands.secretGet(uriOrLabel, track)
  }

  secretIds(): Promise<readonly string[]> {
    return this.#commands.secretIds()
  }

  secretInfo(uriOrLabel: string): Promise<SecretInfo | undefined> {
    return this.#commands.secretInfo(uriOrLabel)
  }

  secretAdd(secret: NewSecret): Promise<string> {
    return this.#commands.secretAdd(secret)
  }

  secretSet(uri: string, content: SecretContent, terms?: SecretTerms): Promise<void> {
    return this.#commands.secretSet(uri, content, terms)
  }

  secretGrant(uri: string, relation: string): Promise<void> {
    return this.#commands.secretGrant(uri, relation)
  }

  secretRemove(uri: string, revision?: number): Promise<void> {
    return this.#commands.secretRemove(uri, revision)
  }

  openPort(port: string): Promise<void> {
    return this.#commands.openPort(port)
  }

  closePort(port: string): Promise<void> {
    return this.#commands.closePort(port)
  }

  actionGet(): Promise<Readonly<Record<string, unknown>>> {
    return this.#commands.actionGet()
  }

  actionSet(results: ReadonlyMap<string, string>): Promise<void> {
    return this.#commands.actionSet(results)
  }

  actionFail(message: string): Promise<void> {
    return this.#commands.actionFail(message)
  }

  versionSet(version: string): Promise<void> {
    return this.#commands.versionSet(version)
  }

  run(command: HookCommand): HookCommandResult | undefined {
    return runTool(this.#turn, command)
  }

  /** What is rarely asked for goes the way of a real unit, by the tools' arguments and output. */
  get #commands(): HookTools {
    this.#tools ??= hookTools(this.context, commandCaller(this.#turn))
    return this.#tools
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

function commandCaller(turn: HookTurn): ToolCaller {
  const call = async (command: string, args: readonly string[], stdin?: string): Promise<HookCommandResult> => {
    return (
      runTool(turn, { command, args, stdin }) ?? { code: 1, stdout: '', stderr: `ERROR unknown command: ${command}` }
    )
  }
  return { call, close: () => undefined }
}

function hookContext({ world, unit, hook }: HookTurn): HookContext {
  const { name, relation, secret, action } = hook
  return {
    hook: action === undefined ? name : '',
    unit: unit.name,
    principalUnit: unit.principal?.name,
    relation: relation && {
      endpoint: relation.membership.endpoint.name,
      id: relation.membership.id,
      remoteApp: relation.membership.remoteApplication,
      remoteUnit: relation.remoteUnit,
      departingUnit: relation.kind === 'broken' && unit.life !== 'alive' ? unit.name : relation.departingUnit,
    },
    secret: secret && {
      uri: secretUri(secret),
      label: secretLabel(world, unit, secret),
      revision: secret.revision,
    },
    action: action && name,
  }
}
