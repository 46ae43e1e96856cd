import type { HookReport, RawBag, StatusName } from '@interlayer/runtime/adapter'
import type { Config, OptionMetadata } from './config.ts'
import type { Databag } from './databag.ts'
import type { Disclosure } from './disclosure.ts'
import type { DrawSet } from './draw-set.ts'
import type { FaultPlan } from './faults.ts'
import type { UnitTools } from './hook-command.ts'
import type { Endpoint, Scope } from './metadata.ts'
import type { OpenPort } from './ports.ts'
import type { ActionRun } from './process/action-run.ts'
import type { ProcessCharm } from './process/process-charm.ts'
import type { ProcessHost } from './process/process-host.ts'
import type { Random } from './random.ts'
import type { Secret, SecretHook } from './secrets/secret.ts'
import type { SortedNames } from './sorted-names.ts'
import type { Storage } from './unit-storage.ts'
import type { TraceEvent } from './trace.ts'

/** What a unit of this process does in each hook. A rejection is a failed hook. */
export type Program = (tools: UnitTools) => Promise<HookReport>

/** A spec that Juju reads, or one that Kubernetes does. */
export type SpecKind = 'pod' | 'raw'

/** `gone` is what Juju calls dead and removed. */
export type Life = 'alive' | 'dying' | 'gone'

/** Everything that a model knows. Only the functions of this package change it. */
export interface World {
  readonly random: Random
  readonly faults: FaultPlan
  /** The second number of its machines' addresses. */
  readonly network: number
  /** A relation that ends stays listed when nobody is left in it. */
  readonly listEnding: boolean
  readonly applications: Map<string, Application>
  readonly units: Map<string, Unit>
  readonly relations: Map<number, Relation>
  readonly secrets: Map<string, Secret>
  /** What secrets ever held, as the trace must not show it. */
  readonly hidden: Set<string>
  /** Units whose agents may have something to do. */
  readonly awake: DrawSet<Unit>
  /** Units in error. */
  readonly failed: DrawSet<Unit>
  /** Does nothing when nobody traces; see `traced`. */
  readonly record: (event: TraceEvent) => void
  readonly traced: boolean
  /** What units that are processes need on this machine. */
  readonly processes: ProcessHost
  relationsMade: number
  machinesMade: number
  secretsMade: number
  storageMade: number
  hooksRun: number
}

/** One deployed charm. */
export interface Application {
  readonly name: string
  readonly subordinate: boolean
  readonly endpoints: ReadonlyMap<string, Endpoint>
  readonly options: Readonly<Record<string, OptionMetadata>>
  readonly program: Program | ProcessCharm
  readonly disclosure: Disclosure
  readonly units: Set<Unit>
  readonly relations: Set<Relation>
  life: Life
  leader: Unit | undefined
  /** What the leader left for its followers. */
  leaderSettings: RawBag
  status: WorkloadStatus
  /** Of the workload; empty until the charm says it. */
  version: string
  config: Config
  /** What charms of before 3.0 say of their pods, as it is written. */
  readonly specs: Map<SpecKind, string>
  unitsMade: number
}

/** One unit, with all that its agent and the controller know of it. */
export interface Unit {
  readonly name: string
  readonly number: number
  readonly application: Application
  readonly principal: Unit | undefined
  readonly address: string
  readonly machine: number
  readonly subordinates: Set<Unit>
  /** By relation number: the relations that its agent knows. */
  readonly memberships: Map<number, Membership>
  /** Relations whose scope its agent has yet to enter. */
  readonly unentered: Set<Relation>
  readonly uncreated: DrawSet<Membership>
  /** Implicit memberships that end. */
  readonly leaving: Set<Membership>
  /** Memberships with a relation hook to run: peers stand back until no other is left. */
  readonly due: DrawSet<Membership>
  readonly duePeers: DrawSet<Membership>
  /** Hooks that the operator caused, in order. */
  readonly triggered: string[]
  readonly secretHooks: SecretHook[]
  readonly storage: Storage[]
  /** What it has registered, each by class and id. */
  readonly payloads: Set<string>
  life: Life
  installed: boolean
  started: boolean
  /** Whether its agent has accepted leadership, and seen the settings of somebody else's. */
  leads: boolean
  followed: boolean
  /** The configuration of its last hook, and of its last config-changed that succeeded. */
  configOffered: Config
  configSeen: Config | undefined
  /** The hook that follows the last one before anything else. */
  queued: Hook | undefined
  failure: Failure | undefined
  state: RawBag
  flags: readonly string[]
  ports: readonly OpenPort[]
  status: WorkloadStatus
  /** A subordinate that may have lost its last relation with its principal. */
  doubtful: boolean
}

/** What the charm said last about its workload. */
export interface WorkloadStatus {
  /** `unknown` until the charm says something. */
  readonly status: StatusName | 'unknown'
  readonly message: string
}

/** A hook that failed and waits for its retry. */
export interface Failure {
  readonly hook: Hook
  readonly error: unknown
}

/** One end of a relation. */
export interface RelationEnd {
  readonly application: Application
  readonly endpoint: Endpoint
}

/** One relation between two applications, or among the units of one. */
export interface Relation {
  readonly number: number
  /** As Juju's status writes it: the requirer first. */
  readonly key: string
  readonly interface: string
  readonly scope: Scope
  readonly peer: boolean
  /** One for peers. */
  readonly ends: readonly [RelationEnd, ...RelationEnd[]]
  readonly applicationBags: ReadonlyMap<string, Databag>
  /** Who is in scope; by container (one for a global relation), application and unit. */
  readonly scopes: Map<string, ReadonlyMap<string, Map<string, Membership>>>
  readonly members: Set<Membership>
  /** Of all units that ever were in scope: they are readable until the relation is gone. */
  readonly unitBags: Map<string, UnitDatabag>
  life: Life
}

/** The databag of a unit, which only units of the same container can read. */
export interface UnitDatabag extends Databag {
  readonly container: string
}

/** One unit in one relation: its presence for the others, and what its own agent knows of them. */
export interface Membership {
  readonly relation: Relation
  readonly unit: Unit
  readonly endpoint: Endpoint
  /** `website:3` */
  readonly id: string
  readonly container: string
  readonly bag: UnitDatabag
  readonly ownApplicationBag: Databag
  readonly remoteApplication: string
  readonly remoteApplicationBag: Databag
  /** The members of the same container at the other end; for peers also this one. */
  readonly counterparts: ReadonlyMap<string, Membership>
  /** What committed hooks have seen: versions of unit databags, and of the application's. */
  readonly seen: Map<string, number>
  applicationSeen: number
  /** The unit that joined last and has not had its changed hook. */
  changedPending: string | undefined
  /** What differs between seen and there, by the hook that it calls for. */
  readonly departed: SortedNames
  readonly joined: SortedNames
  readonly changed: SortedNames
  /** Units that hooks may list, with their databags as far as they were read. */
  readonly listed: Map<string, RawBag | undefined>
  /** `listed` in string order, until it changes. */
  listing: readonly string[] | undefined
}

export type RelationHookKind = 'created' | 'joined' | 'changed' | 'departed' | 'broken'

/** A hook as it is decided, and kept until it succeeds. */
export interface Hook {
  readonly name: string
  readonly relation?: RelationHook
  readonly secret?: SecretHook
  readonly storage?: Storage
  readonly action?: ActionRun
}

/** What a relation hook is about. */
export interface RelationHook {
  readonly kind: RelationHookKind
  readonly membership: Membership
  readonly remoteUnit: string | undefined
  readonly departingUnit: string | undefined
  /** Of the databag that the hook is about. */
  readonly version: number
}
