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
} from '../../adapter/index.ts'
import { isRecord, textsIn, textsOf } from '../../values/json.ts'
import { applicationOf, isUnit } from '../../values/names.ts'
import { isSecretUri } from '../../values/secret-uri.ts'
import type { ToolCaller } from './tool-caller.ts'
import { ask, tell, yamlOf } from './tool-call.ts'

/** Juju's hook tools, run by a caller. Rejects with TOOL_FAILED when Juju refuses, with AGENT_LOST when it does not answer. */
export function hookTools(context: HookContext, caller: ToolCaller): HookTools {
  return new JujuTools(context, caller)
}

class JujuTools implements HookTools {
  readonly context: HookContext
  readonly #caller: ToolCaller
  /** One call per relation: membership does not change within a hook. */
  readonly #units = new Map<string, Promise<readonly string[]>>()

  constructor(context: HookContext, caller: ToolCaller) {
    this.context = context
    this.#caller = caller
  }

  async isLeader(): Promise<boolean> {
    return (await this.#ask('is-leader')) === true
  }

  async configGet(): Promise<ReadonlyMap<string, ConfigValue>> {
    const config = await this.#ask('config-get')
    return new Map(Object.entries(isRecord(config) ? config : {}).filter(isConfigEntry))
  }

  async relationIds(endpoint: string): Promise<readonly string[]> {
    return textsOf(await this.#ask('relation-ids', ['--', endpoint]))
  }

  relationUnits(id: string): Promise<readonly string[]> {
    const known = this.#units.get(id) ?? this.#ask('relation-list', ['-r', id]).then(textsOf)
    this.#units.set(id, known)
    return known
  }

  /** Asked for by itself only where neither the hook nor a unit tells it. */
  async relationApp(id: string): Promise<string | undefined> {
    const { relation } = this.context
    if (relation?.id === id && relation.remoteApp !== undefined) return relation.remoteApp
    const [unit] = await this.relationUnits(id)
    if (unit !== undefined) return applicationOf(unit)
    const app = await this.#ask('relation-list', ['-r', id, '--app'])
    return typeof app === 'string' && app !== '' ? app : undefined
  }

  async relationGet(id: string, member: string): Promise<RawBag | undefined> {
    const args = isUnit(member) ? ['-r', id, '--', '-', member] : ['-r', id, '--app', '--', '-', member]
    const bag = await this.#ask('relation-get', args, noDatabag)
    return bag === undefined ? undefined : textsIn(bag)
  }

  async relationSet(id: string, bag: BagKind, delta: Delta): Promise<void> {
    if (delta.size === 0) return
    const kind = bag === 'app' ? ['--app'] : []
    await this.#tell('relation-set', ['-r', id, ...kind, '--file', '-'], yamlOf(delta))
  }

  async stateGet(): Promise<RawBag> {
    return textsIn(await this.#ask('state-get'))
  }

  /** To state-set empty text is a value like others: what is to go is deleted by itself. */
  async stateSet(delta: Delta): Promise<void> {
    const written = new Map([...delta].filter(([, text]) => text !== ''))
    const gone = [...delta.keys()].filter((key) => !written.has(key))
    if (written.size > 0) await this.#tell('state-set', ['--file', '-'], yamlOf(written))
    await Promise.all(gone.map((key) => this.#tell('state-delete', ['--', key])))
  }

  async ingressAddress(endpoint: string, id: string): Promise<string | undefined> {
    const args = ['-r', id, '--ingress-address', '--', endpoint]
    const address = await this.#ask('network-get', args, /no network config found/)
    return typeof address === 'string' && address !== '' ? address : undefined
  }

  async network(endpoint: string): Promise<Network> {
    const found = await this.#ask('network-get', ['--', endpoint])
    const { 'bind-addresses': bound, 'ingress-addresses': ingress, 'egress-subnets': egress } = recordIn(found)
    const interfaces = Array.isArray(bound) ? bound : []
    const addresses = interfaces.flatMap((one) => recordIn(one)['addresses'])
    return {
      bindAddresses: addresses.flatMap((one) => textsOf([recordIn(one)['value']])),
      ingressAddresses: textsOf(ingress),
      egressSubnets: textsOf(egress),
    }
  }

  async secretGet(uriOrLabel: string, track: boolean): Promise<SecretContent | undefined> {
    const content = await this.#ask('secret-get', [track ? '--refresh' : '--peek', ...which(uriOrLabel)], noSecret)
    return content === undefined ? undefined : textsIn(content)
  }

  async secretIds(): Promise<readonly string[]> {
    return textsOf(await this.#ask('secret-ids')).map(uriOf)
  }

  async secretInfo(uriOrLabel: string): Promise<SecretInfo | undefined> {
    const found = await this.#ask('secret-info-get', which(uriOrLabel), noSecret)
    const [id, facts] = Object.entries(recordIn(found))[0] ?? []
    if (id === undefined) return undefined
    const { revision, label } = recordIn(facts)
    return { uri: uriOf(id), revision: Number(revision), label: typeof label === 'string' ? label : '' }
  }

  async secretAdd({ owner, label, content, ...terms }: NewSecret): Promise<string> {
    const kind = owner === 'app' ? 'application' : 'unit'
    const args = ['--owner', kind, '--label', label, ...termsOf(terms), '--', ...secretPairs(content)]
    return (await this.#tell('secret-add', args)).trim()
  }

  async secretSet(uri: string, content: SecretContent, terms: SecretTerms = {}): Promise<void> {
    await this.#tell('secret-set', [...termsOf(terms), '--', uri, ...secretPairs(content)])
  }

  async secretGrant(uri: string, relation: string): Promise<void> {
    await this.#tell('secret-grant', ['-r', relation, '--', uri])
  }

  async secretRemove(uri: string, revision?: number): Promise<void> {
    const which = revision === undefined ? [] : ['--revision', String(revision)]
    await this.#tell('secret-remove', [...which, '--', uri])
  }

  async openPort(port: string): Promise<void> {
    await this.#tell('open-port', ['--', port])
  }

  async closePort(port: string): Promise<void> {
    await this.#tell('close-port', ['--', port])
  }

  async actionGet(): Promise<Readonly<Record<string, unknown>>> {
    return recordIn(await this.#ask('action-get'))
  }

  async actionSet(results: ReadonlyMap<string, string>): Promise<void> {
    await this.#tell('action-set', ['--', ...[...results].map(([key, text]) => `${key}=${text}`)])
  }

  async actionFail(message: string): Promise<void> {
    await this.#tell('action-fail', ['--', message])
  }

  async versionSet(version: string): Promise<void> {
    await this.#tell('application-version-set', ['--', version])
  }

  async statusSet(status: StatusName, message: string): Promise<void> {
    await this.#tell('status-set', ['--', status, message])
  }

  /** Lines are one message, which Juju shows with its line breaks. */
  async log(level: LogLevel, lines: readonly string[]): Promise<void> {
    const text = lines.join('\n')
    if (text !== '') await this.#tell('juju-log', ['-l', level.toUpperCase(), '--', text])
  }

  #ask(tool: string, args: readonly string[] = [], absent?: RegExp): Promise<unknown> {
    return ask(this.#caller, { tool, args, absent })
  }

  #tell(tool: string, args: readonly string[], stdin?: string): Promise<string> {
    return tell(this.#caller, { tool, args, ...(stdin === undefined ? {} : { stdin }) })
  }
}

const noDatabag = /permission denied|settings not found|relation not found/
const noSecret = /permission denied|not found/

function which(uriOrLabel: string): readonly string[] {
  return isSecretUri(uriOrLabel) ? ['--', uriOrLabel] : ['--label', uriOrLabel]
}

function uriOf(id: string): string {
  return `secret:${id}`
}

function termsOf({ expires, rotate }: SecretTerms): readonly string[] {
  return [
    ...(expires === undefined ? [] : ['--expire', expires]),
    ...(rotate === undefined ? [] : ['--rotate', rotate]),
  ]
}

/** In base64, so that no text needs escaping. */
function secretPairs(content: SecretContent): readonly string[] {
  return [...content].map(([key, text]) => `${key}#base64=${Buffer.from(text).toString('base64')}`)
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

function isConfigEntry(entry: readonly [string, unknown]): entry is [string, ConfigValue] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1])
}
