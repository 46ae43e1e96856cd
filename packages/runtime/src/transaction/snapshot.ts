import type { InterfaceDefinition, Role } from '../definitions/definition.ts'
import type { ConfigValue, HookContext, RawBag } from '../adapter/hook-tools.ts'
import type { SecretChanges } from '../secrets/changes.ts'
import type { KnownSecrets } from '../secrets/private-secrets.ts'
import type { UnitState } from './state.ts'

/** An endpoint as the metadata declares it: the side of an interface that it takes. */
export interface EndpointSide {
  readonly role: Role
  /** Of the newest wire. */
  readonly definition: InterfaceDefinition
  /** The same side by older wires, newest first. */
  readonly generations?: readonly EndpointSide[]
}

/** Everything that a hook can see, read once before anything runs. */
export interface Snapshot {
  readonly context: HookContext
  readonly leader: boolean
  /** This unit is on its way out: it has left, or is leaving, every relation but those with its peers. */
  readonly leaving: boolean
  /** A hook in which Juju gives no access to relations; it looks as if there were none. */
  readonly restricted: boolean
  readonly config: ReadonlyMap<string, ConfigValue>
  readonly state: UnitState
  readonly secretChanges: SecretChanges
  /** The secrets that this unit keeps for itself. */
  readonly privateSecrets: KnownSecrets
  /** Secrets of this unit's own whose relation ends with this hook. */
  readonly endingSecrets: readonly string[]
  /** The live relations by endpoint, in order of their number. One that is ending is not among them. */
  readonly relations: ReadonlyMap<string, readonly RelationFacts[]>
}

/** One live relation as it was when the hook began. */
export interface RelationFacts {
  readonly endpoint: string
  readonly id: string
  /** The wires that are spoken: one, or all of them as long as a partner that may speak any has said nothing. */
  readonly definitions: readonly [InterfaceDefinition, ...InterfaceDefinition[]]
  readonly remoteApp: string | undefined
  /** In numeric order, without this unit and without one that is departing. */
  readonly units: readonly string[]
  /** By unit or application, where its side declares fields; the own ones are among them. */
  readonly bags: ReadonlyMap<string, RawBag>
  readonly ownUnit: RawBag
  /** Empty where Juju does not show it: to followers, except among peers. */
  readonly ownApp: RawBag
  /** The contents of this unit's own secrets that its databags name, by URI. */
  readonly ownSecrets: RawBag
  readonly ingressAddress: string | undefined
}

/** The state key that marks a unit as leaving, for the rest of its life. */
export const leavingKey = 'interlayer.leaving'

export const emptyBag: RawBag = new Map()
