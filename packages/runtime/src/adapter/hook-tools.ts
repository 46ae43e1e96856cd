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
  /** In a departed hook: who leaves. It is this unit itself when this unit or its application goes. */
  readonly departingUnit: string | undefined
}

/** What Juju says about the hook before any tool is called. */
export interface HookContext {
  /** As Juju names it: `install`, `website-relation-changed`. */
  readonly hook: string
  readonly unit: string
  /** Subordinates only. */
  readonly principalUnit: string | undefined
  readonly relation: HookRelation | undefined
}

/** Juju's hook tools. Whatever it writes takes effect when the hook succeeds, except status and log, which act at once. */
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
  statusSet(status: StatusName, message: string): Promise<void>
  log(level: LogLevel, lines: readonly string[]): Promise<void>
}
