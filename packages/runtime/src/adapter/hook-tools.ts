/**
 * The only port to the outside: what one hook may ask of Juju and tell it. The agent socket, the spawned hook tools
 * and the simulator implement it; everything else in the runtime is pure.
 */

/** The text that Juju stores for one unit or application in one relation. It never holds an empty value. */
export type RawBag = ReadonlyMap<string, string>

/** What a hook changes in a stored map, key by key. Empty text deletes the key, as it does in Juju. */
export type Delta = ReadonlyMap<string, string>

/** Which of its own two databags a unit writes; the application's is open to the leader only. */
export type BagKind = 'unit' | 'app'

export type ConfigValue = string | number | boolean
export type StatusName = 'active' | 'maintenance' | 'waiting' | 'blocked'
export type LogLevel = 'debug' | 'info' | 'warning' | 'error'

/** The relation of a relation hook. */
export interface HookRelation {
  readonly endpoint: string
  /** The local endpoint's name and Juju's number: `website:3`. */
  readonly id: string
  readonly remoteApp: string | undefined
  readonly remoteUnit: string | undefined
  /** In a departed hook: who leaves. It is this unit itself when this unit or its application goes, in a broken hook too. */
  readonly departingUnit: string | undefined
}

/** The secret of a secret hook. */
export interface HookSecret {
  readonly uri: string
  /** This unit's own name for it, or its owner's. */
  readonly label: string | undefined
  /** The one that is to be removed, or expires. */
  readonly revision: number | undefined
}

/** The storage of a storage hook. */
export interface HookStorage {
  /** The name in the metadata and Juju's number: `data/0`. */
  readonly id: string
  readonly kind: string | undefined
  readonly location: string | undefined
}

/** What Juju says about the hook before any tool is called. */
export interface HookContext {
  /** As Juju names it: `install`, `website-relation-changed`; empty in an action. */
  readonly hook: string
  readonly unit: string
  /** Subordinates only. */
  readonly principalUnit: string | undefined
  readonly relation: HookRelation | undefined
  readonly secret?: HookSecret | undefined
  readonly storage?: HookStorage | undefined
  /** The name of the action that an operator runs; then there is no hook. */
  readonly action?: string | undefined
}

/** Where this unit is for one of its endpoints. */
export interface Network {
  /** Where to listen. */
  readonly bindAddresses: readonly string[]
  /** Where others reach what listens. */
  readonly ingressAddresses: readonly string[]
  /** Where this unit's own traffic comes from, as CIDRs. */
  readonly egressSubnets: readonly string[]
}

/** The content of a secret, key by key. */
export type SecretContent = ReadonlyMap<string, string>

/** How often a secret is due for new content: then its owner runs `secret-rotate`. */
export type RotatePolicy = 'never' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly'

/** What Juju is told about a secret beside its content; what is left out stays as it is. */
export interface SecretTerms {
  /**
   * When the content expires, so that its owner runs `secret-expired`: a time or a duration, as Juju reads them:
   * `2027-01-31T00:00:00Z`, `720h`.
   */
  readonly expires?: string | undefined
  readonly rotate?: RotatePolicy | undefined
}

/** A secret that a hook makes. */
export interface NewSecret extends SecretTerms {
  readonly owner: BagKind
  readonly label: string
  readonly content: SecretContent
}

/** What Juju says of a secret to who may change it. */
export interface SecretInfo {
  readonly uri: string
  /** The owner's; empty where there is none. */
  readonly label: string
  /** The newest. */
  readonly revision: number
}

/**
 * Juju's hook tools. Whatever it writes takes effect when the hook succeeds; status, log, the application's version and which
 * revision of a secret is tracked act at once.
 */
export interface HookTools {
  readonly context: HookContext
  isLeader(): Promise<boolean>
  configGet(): Promise<ReadonlyMap<string, ConfigValue>>
  /** Ids of the endpoint's relations; empty for an endpoint that the metadata does not have. */
  relationIds(endpoint: string): Promise<readonly string[]>
  /** The remote units seen so far: joined and not departed. */
  relationUnits(id: string): Promise<readonly string[]>
  /** The application at the other end; the own one for peers. */
  relationApp(id: string): Promise<string | undefined>
  /** The databag of a unit or an application; undefined where there is none or Juju refuses it. */
  relationGet(id: string, member: string): Promise<RawBag | undefined>
  relationSet(id: string, bag: BagKind, delta: Delta): Promise<void>
  /** This unit's private state, kept by the controller. */
  stateGet(): Promise<RawBag>
  stateSet(delta: Delta): Promise<void>
  /** This unit's address for the relation, asked for only when its own databag has none. */
  ingressAddress(endpoint: string, id: string): Promise<string | undefined>
  network(endpoint: string): Promise<Network>
  /**
   * The newest content; undefined where there is no such secret, or it is not granted. `track` moves this unit to that revision.
   * One of the unit's own, or of its application's, can be named by its label.
   */
  secretGet(uriOrLabel: string, track: boolean): Promise<SecretContent | undefined>
  /** The URIs of all secrets that this unit may change: its own and, while it leads, its application's. */
  secretIds(): Promise<readonly string[]>
  /** Undefined where there is no such secret, or this unit may not change it. */
  secretInfo(uriOrLabel: string): Promise<SecretInfo | undefined>
  /** Gives the URI, which Juju knows before the secret is there. */
  secretAdd(secret: NewSecret): Promise<string>
  /** No content leaves it as it is. */
  secretSet(uri: string, content: SecretContent, terms?: SecretTerms): Promise<void>
  /** Lets the application at the other end of the relation read it, as long as the relation lasts. */
  secretGrant(uri: string, relation: string): Promise<void>
  /** One revision, or all of it. */
  secretRemove(uri: string, revision?: number): Promise<void>
  /** `80/tcp`, `8000-8010/udp`, `icmp`. */
  openPort(port: string): Promise<void>
  closePort(port: string): Promise<void>
  actionGet(): Promise<Readonly<Record<string, unknown>>>
  actionSet(results: ReadonlyMap<string, string>): Promise<void>
  actionFail(message: string): Promise<void>
  statusSet(status: StatusName, message: string): Promise<void>
  versionSet(version: string): Promise<void>
  log(level: LogLevel, lines: readonly string[]): Promise<void>
}
