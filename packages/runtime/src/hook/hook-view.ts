import { readBag, type Data } from '../definitions/databag.ts'
import { openDigest } from '../values/open-digest.ts'
import { InterlayerError } from '../values/errors.ts'
import type { Change, Departure, Ending } from '../transaction/facts.ts'
import type { HandlerRecord } from '../charm/charm.ts'
import type { HookSecret, HookStorage, HookTools, LogLevel, Network, StatusName } from '../adapter/hook-tools.ts'
import { sourceOf } from './journal.ts'
import { textsIn } from '../values/json.ts'
import { checkedPort } from '../values/port.ts'
import { Sensitive } from '../values/sensitive.ts'
import { isEdge, parseLeaf, type Edge, type Vocabulary } from '../charm/leaf.ts'
import { digestsKey, memoryBag } from '../transaction/memory.ts'
import type { Outbox } from './outbox.ts'
import { OwnDatabag } from '../relations/own-databag.ts'
import { charmSecrets } from '../secrets/charm-secrets.ts'
import type { CharmSecrets } from '../secrets/private-secrets.ts'
import type { Session } from './session.ts'

/** Where a handler's hook leads to. */
export interface HookParts {
  readonly session: Session
  readonly tools: HookTools
  readonly outbox: Outbox
}

/** The hook as one handler sees it; its types are those of the charm. */
export class HookView {
  readonly name: string
  readonly unit: string
  readonly leader: boolean
  readonly charm: Vocabulary
  readonly secret: HookSecret | undefined
  readonly storage: HookStorage | undefined
  readonly memory: OwnDatabag
  readonly unitSecrets: CharmSecrets
  readonly appSecrets: CharmSecrets
  readonly #parts: HookParts
  readonly #handler: HandlerRecord

  constructor(parts: HookParts, handler: HandlerRecord) {
    const { snapshot, draft, charm } = parts.session
    this.#parts = parts
    this.#handler = handler
    this.name = snapshot.context.hook
    this.unit = snapshot.context.unit
    this.leader = snapshot.leader
    this.charm = charm
    this.secret = snapshot.context.secret
    this.storage = snapshot.context.storage
    const place = { relation: '', bag: 'memory', before: memoryBag(snapshot.state, '') } as const
    this.memory = new OwnDatabag(draft, place, { fields: charm.memory })
    this.unitSecrets = charmSecrets(parts.session, parts.tools, 'unit')
    this.appSecrets = charmSecrets(parts.session, parts.tools, 'app')
  }

  get config(): Data {
    const { charm, snapshot } = this.#parts.session
    const raw = new Map([...snapshot.config].map(([option, value]) => [option, String(value)]))
    const reading = readBag(raw, charm.config)
    if (reading.state === 'ready') return reading.data
    const problems =
      reading.state === 'waiting'
        ? reading.missing.map((key) => `${key} is not set`)
        : reading.problems.map(({ key, problem }) => `${key}: ${problem}`)
    throw new InterlayerError(
      'CONFIG_INVALID',
      `The configuration does not fit: ${problems.join('; ')}. Set it with "juju config".`,
    )
  }

  readonly set = (flag: string): void => {
    this.#store(flag, true)
  }

  readonly clear = (flag: string): void => {
    this.#store(flag, false)
  }

  readonly isSet = (leaf: string): boolean => {
    const parsed = parseLeaf(leaf, this.#parts.session.charm)
    if (isEdge(parsed)) this.#expectWatch(parsed.source, [parsed.leaf])
    return this.#parts.session.leafHolds(leaf, this.#handler.id)
  }

  readonly flags = (): readonly string[] => this.#parts.session.flags()

  readonly changes = (source: string): readonly Change[] => {
    this.#expectWatch(source, ['changed'])
    return this.#pending(source).filter((fact) => fact.fact === 'changed')
  }

  readonly gone = (endpoint: string): readonly (Departure | Ending)[] => {
    this.#expectWatch(endpoint, ['departed', 'broken'])
    return this.#pending(endpoint).filter((fact) => fact.fact !== 'changed')
  }

  readonly changed = (key: string, value: unknown): boolean => {
    const { snapshot, draft } = this.#parts.session
    const place = { relation: '', bag: 'digests', before: textsIn(snapshot.state.get(digestsKey)) } as const
    const name = `${this.#handler.id} ${key}`
    const now = openDigest(key, value)
    if (draft.read(place).get(name) === now) return false
    draft.write(place, new Map([[name, now]]))
    return true
  }

  readonly progress = async (message: string): Promise<void> => {
    await this.#parts.tools.statusSet('maintenance', message)
  }

  readonly status = (status: StatusName, message = ''): void => {
    this.#parts.outbox.status(this.#handler, status, message)
  }

  readonly openPort = (port: string): void => {
    this.#parts.outbox.port(checkedPort(port), true)
  }

  readonly closePort = (port: string): void => {
    this.#parts.outbox.port(checkedPort(port), false)
  }

  readonly version = (version: string): void => {
    this.#parts.outbox.version(version)
  }

  readonly network = (endpoint: string): Promise<Network> => this.#parts.tools.network(endpoint)

  readonly readSecret = async (uri: string): Promise<Sensitive<Readonly<Record<string, string>>> | undefined> => {
    const content = await this.#parts.tools.secretGet(uri, true)
    return content && new Sensitive(Object.fromEntries(content))
  }

  readonly log = (level: LogLevel, message: string): void => {
    this.#parts.outbox.log(level, message)
  }

  #store(flag: string, value: boolean): void {
    const { charm, draft } = this.#parts.session
    const declared = Object.hasOwn(charm.flags, flag) ? charm.flags[flag] : undefined
    if (declared !== undefined && declared.is === undefined) {
      draft.setFlag(flag, value)
      return
    }
    const why = declared === undefined ? 'is not one of the flags that the charm declares' : 'is computed'
    throw new InterlayerError(
      'FLAG_DERIVED',
      `"${flag}" ${why}, so it cannot be set or cleared. Declare it under flags.`,
      { flag },
    )
  }

  #pending(source: string): readonly (Change | Departure | Ending)[] {
    return this.#parts.session.journal.pending(this.#handler.id).filter((fact) => sourceOf(fact) === source)
  }

  #expectWatch(source: string, edges: readonly Edge['leaf'][]): void {
    const { id, leaves } = this.#handler
    if (leaves.some((leaf) => isEdge(leaf) && leaf.source === source && edges.includes(leaf.leaf))) return
    const wanted = edges.map((edge) => `"${source}.${edge}"`).join(' or ')
    const message = `The handler "${id}" asks what happened at "${source}" but does not wait for it. Name ${wanted} in its condition.`
    throw new InterlayerError('CHANGES_UNWATCHED', message)
  }
}
