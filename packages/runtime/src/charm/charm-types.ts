import type { Condition } from '../values/condition.ts'
import type {
  Contract,
  FieldsOf,
  FlagNames,
  InterfaceDefinition,
  RemoteRole,
  ReservedFlag,
  Role,
} from '../definitions/definition.ts'
import type { jujuHooks, MachineHook, relationHooks } from '../values/hook-names.ts'
import type { EndpointContext, EndpointInstance } from '../relations/endpoint.ts'
import type { Fields } from '../fields/field.ts'

/** The class of one side of an interface. */
export interface EndpointClass {
  new (context: EndpointContext): EndpointInstance
  readonly prototype: object
  /** Of the newest wire. */
  readonly definition: InterfaceDefinition
  readonly role: Role
  /** The same side by older wires, newest first. */
  readonly generations?: readonly EndpointClass[]
}

/** The charm's endpoints by the names that its metadata gives them. */
export type Endpoints = Readonly<Record<string, EndpointClass>>

/** The endpoints as a handler gets them. */
export type Live<E extends Endpoints> = { readonly [K in keyof E]: InstanceType<E[K]> }

/** A flag of the charm's own, stored for the unit unless it `is` computed. */
export interface CharmFlag {
  readonly description: string
  /** Sets the flag at the moment this becomes true, before any handler can run. */
  readonly setBy?: Condition
  /** Clears the flag at the moment this becomes true, before any handler can run. */
  readonly clearedBy?: Condition
  /** Makes the flag a name for this condition: it is never set or cleared. Levels only. */
  readonly is?: Condition
}
export type CharmFlags = Readonly<Record<string, string | CharmFlag>>

/** Hooks that can run: Juju's own, and those of the charm's relations. */
export type HookName<E extends Endpoints> =
  (typeof jujuHooks)[number] | `${keyof E & string}-relation-${(typeof relationHooks)[number]}` | MachineHook

/** What holds over time: an interface's flags, `joined`, `invalid`, the charm's own flags, `leader`. */
export type LevelLeaf<E extends Endpoints, F extends CharmFlags> =
  | { [K in keyof E & string]: `${K}.${FlagNames<E[K]['definition'], E[K]['role']> | 'joined' | 'invalid'}` }[keyof E &
      string]
  | (keyof F & string)
  | 'leader'

/** What happened, until this handler has dealt with it: changes, departures, endings, the hook itself. */
export type EdgeLeaf<E extends Endpoints, C extends Fields> =
  | {
      [K in keyof E & string]:
        `${K}.${Exclude<ReservedFlag, 'joined' | 'invalid'>}` | `${K}.changed.${RemoteKeys<E[K]>}`
    }[keyof E & string]
  | `hook:${HookName<E>}`
  | 'config.changed'
  | `config.changed.${keyof C & string}`

export type Leaf<E extends Endpoints, F extends CharmFlags, C extends Fields> = LevelLeaf<E, F> | EdgeLeaf<E, C>

/** In any of the wires that the side speaks. */
type RemoteKeys<K extends EndpointClass> =
  | KeysOfWire<K>
  | (K extends { readonly generations: readonly (infer G extends EndpointClass)[] } ? KeysOfWire<G> : never)

type KeysOfWire<K extends EndpointClass> =
  | UnitKeys<keyof FieldsOf<K['definition'], RemoteRole<K['role']>, 'unit'> & string>
  | (keyof FieldsOf<K['definition'], RemoteRole<K['role']>, 'app'> & string)

/** With Juju's own keys, which are in every unit's databag; one that declares no fields is never read. */
type UnitKeys<Keys extends string> = [Keys] extends [never]
  ? never
  : Keys | 'private-address' | 'ingress-address' | 'egress-subnets'

/** Each endpoint whose class has all that its definition declares; for the others, what the class lacks. */
export type CheckedEndpoints<E extends Endpoints> = {
  readonly [K in keyof E]: InstanceType<E[K]> extends Contract<E[K]['definition'], E[K]['role']>
    ? E[K]
    : { readonly lacks: Exclude<keyof Contract<E[K]['definition'], E[K]['role']>, keyof InstanceType<E[K]>> }
}

/** The charm's flags, with conditions that name only what exists. */
export type CheckedFlags<E extends Endpoints, F extends CharmFlags, C extends Fields> = {
  readonly [K in keyof F]: F[K] extends string ? string : CheckedFlag<E, F, C> & Readonly<Record<Misspelt<F[K]>, never>>
}

interface CheckedFlag<E extends Endpoints, F extends CharmFlags, C extends Fields> {
  readonly description: string
  readonly setBy?: Condition<Leaf<E, F, C>>
  readonly clearedBy?: Condition<Leaf<E, F, C>>
  readonly is?: Condition<LevelLeaf<E, F>>
}
type Misspelt<Flag> = Exclude<keyof Flag, keyof CharmFlag>

/** The flags that handlers may set and clear: those that are not computed. */
export type StoredFlag<F extends CharmFlags> = {
  [K in keyof F & string]: F[K] extends { readonly is: Condition } ? never : K
}[keyof F & string]
