import type { CommunicationScope, Json, Presence, Role, Scope } from '@interlayer/runtime'
import type { JsonSchema } from './json-schema.ts'

/** What an interface is, as data for any language: the content of `wire.json`. */
export interface InterfaceContract {
  readonly interface: string
  /** Newest first: every wire that partners on one endpoint may speak. */
  readonly generations: readonly GenerationContract[]
}

/** One wire of an interface. */
export interface GenerationContract {
  readonly wire: number
  readonly summary: string
  readonly scope: Scope
  readonly sides: Readonly<Partial<Record<Role, SideContract>>>
}

/** What one side writes, raises and offers. */
export interface SideContract {
  /** Juju itself takes this side. */
  readonly implicit?: true
  readonly conversation: CommunicationScope
  /** Only those databags for which fields are declared. */
  readonly databags: Readonly<Partial<Record<Databag, FieldContracts>>>
  /** What it writes to every relation without being asked, as values. */
  readonly greeting?: Json
  /** Which wire is spoken as long as the partner has written nothing, where there are several. */
  readonly silentPartner?: 'oldest' | 'every'
  /** Keys that may not be used again. */
  readonly reserved: readonly string[]
  /** Keys that others are known to write and nobody reads, with what they are. */
  readonly unused?: Readonly<Partial<Record<Databag, Readonly<Record<string, string>>>>>
  readonly flags: Readonly<Record<string, FlagContract>>
  readonly methods: Readonly<Record<string, MethodContract>>
}

/** Whose databag it is: that of each unit, or that of the application. */
export type Databag = 'unit' | 'app'

/** The sides that an interface can have, in the order in which they are listed. */
export const roles: readonly Role[] = ['provides', 'requires', 'peers']

/** The databags that a side can have. */
export const databags: readonly Databag[] = ['unit', 'app']

/** Fields by wire key, in the order of their names. */
export type FieldContracts = Readonly<Record<string, FieldContract>>

/** One key: how it is read, written and explained. */
export interface FieldContract {
  readonly codec: string
  /** Of the value that the text stands for. */
  readonly type: ValueType
  readonly presence: Presence
  readonly description: string
  /** The key is a family: it stands for every key that has a text in this place. */
  readonly placeholder?: string
  readonly default?: Json
  readonly aliases?: readonly string[]
  readonly status?: 'deprecated' | 'readOnly'
  readonly sensitive?: true
  /** The value has URIs of secrets in it. */
  readonly namesSecrets?: true
  /** How the codec writes, where it has a choice: `{ "separator": " " }`, `{ "style": "python" }`. */
  readonly encoding?: Readonly<Record<string, Json>>
  /** Of the value, not of the text. */
  readonly schema?: JsonSchema
  /** The fields of a secret, of which the databag has the URI. */
  readonly content?: FieldContracts
}

/** Types of JSON; `any` where the definition does not say. */
export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null' | 'any'

/** One flag, with its names in older implementations. */
export interface FlagContract {
  readonly description: string
  readonly formerly?: readonly string[]
}

/** One method: it takes one object with these members, or nothing. */
export interface MethodContract {
  readonly summary: string
  readonly params?: FieldContracts
  readonly returns?: string
}
