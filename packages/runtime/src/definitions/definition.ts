import type { Fields, WriteData } from '../fields/field.ts'

/** The side of an interface that a charm's endpoint takes, as its metadata says it. */
export type Role = 'provides' | 'requires' | 'peers'

/**
 * Who sees whom, as metadata must declare it. `global`: every unit sees every unit of the other side. `container`: a
 * subordinate unit and its principal see each other only. `either`: the charm's metadata chooses.
 */
export type Scope = 'global' | 'container' | 'either'

/** How remote units are grouped into conversations. It has nothing to do with `Scope`. */
export type CommunicationScope = 'global' | 'application' | 'unit'

/** One interface protocol, both sides of it. Everything else about the interface is derived from this literal. */
export interface InterfaceDefinition {
  /** As Juju spells it. */
  readonly name: string
  /** The number of the wire: another one means that old partners cannot read it. */
  readonly wire: number
  /** One sentence. */
  readonly summary: string
  /** `global` unless said otherwise. */
  readonly scope?: Scope
  readonly provides?: SideDefinition
  readonly requires?: SideDefinition
  readonly peers?: SideDefinition
}

/** What one side writes, which flags it raises and how its class is used. */
export interface SideDefinition {
  /** `unit` unless said otherwise. */
  readonly conversation?: CommunicationScope
  /** Fields that each unit of this side writes. */
  readonly unit?: Fields
  /** Fields that the leader of this side writes for the application. */
  readonly app?: Fields
  /** Fields that a unit remembers for itself, per relation; they never travel and end with the relation. */
  readonly memory?: Fields
  /** What is written to every relation without being asked, whichever wire it speaks: how partners know who is here. */
  readonly greeting?: { readonly unit?: object; readonly app?: object }
  /**
   * Of an interface with several wires: which one is spoken as long as the partner has written nothing. `oldest` unless said
   * otherwise; `every` is for a side that has to ask first: wires newer than that of the answer go on being asked.
   */
  readonly silentPartner?: 'oldest' | 'every'
  readonly flags?: Readonly<Record<string, string | FlagDefinition>>
  readonly methods?: Readonly<Record<string, MethodDefinition>>
  /** Keys that were once written with another meaning and may not be used again. */
  readonly reserved?: readonly string[]
  /** Keys that others are known to write here and nobody reads, by databag: each with what it is, or why it is left alone. */
  readonly unused?: { readonly unit?: UnusedKeys; readonly app?: UnusedKeys }
  /** Juju itself takes this side; no charm does. */
  readonly implicit?: true
}

type UnusedKeys = Readonly<Record<string, string>>

/** A flag that had other names before. */
export interface FlagDefinition {
  readonly description: string
  /** What older implementations call it, without the endpoint: `connected`, `database.requested`. */
  readonly formerly?: readonly string[]
}

/** A method of a side's class: how the interface is made available. */
export interface MethodDefinition {
  readonly summary: string
  /** The members of the one object that the method takes; none means that it takes nothing. */
  readonly params?: Fields
  /** What comes back, in words. */
  readonly returns?: string
}

/** Flags that every endpoint has; a definition cannot declare them. */
export const reservedFlags = ['joined', 'invalid', 'changed', 'departed', 'broken'] as const
export type ReservedFlag = (typeof reservedFlags)[number]

/** What the class of a side must have: a boolean for each flag, a function for each method. */
export type Contract<I extends InterfaceDefinition, R extends Role> = Readonly<Record<FlagNames<I, R>, boolean>> & {
  readonly [M in MethodNames<I, R>]: (...args: MethodArguments<I, R, M>) => unknown
}

/** The argument of a declared method. */
export type Params<I extends InterfaceDefinition, R extends Role, M extends MethodNames<I, R>> = MethodsOf<
  I,
  R
>[M] extends { readonly params: infer F extends Fields }
  ? WriteData<F>
  : undefined

export type FlagNames<I extends InterfaceDefinition, R extends Role> =
  SideOf<I, R> extends { readonly flags: infer F } ? keyof F & string : never
export type MethodNames<I extends InterfaceDefinition, R extends Role> = keyof MethodsOf<I, R> & string

/** The side that stands opposite. */
export type RemoteRole<R extends Role> = R extends 'provides' ? 'requires' : R extends 'requires' ? 'provides' : 'peers'

/** The fields that a side writes to one of its databags, or remembers. */
export type FieldsOf<I extends InterfaceDefinition, R extends Role, Bag extends 'unit' | 'app' | 'memory'> =
  SideOf<I, R> extends Readonly<Record<Bag, infer F extends Fields>> ? F : NoFields

/** Fields of a side that declares none. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- having no members is its meaning
export type NoFields = Readonly<Record<never, never>>

/** The role opposite. */
export function remoteRole(role: Role): Role {
  if (role === 'peers') return 'peers'
  return role === 'provides' ? 'requires' : 'provides'
}

type SideOf<I extends InterfaceDefinition, R extends Role> = I[R] extends SideDefinition ? I[R] : NoFields
type MethodsOf<I extends InterfaceDefinition, R extends Role> =
  SideOf<I, R> extends { readonly methods: infer M } ? M : NoFields
type MethodArguments<I extends InterfaceDefinition, R extends Role, M extends MethodNames<I, R>> =
  Params<I, R, M> extends undefined ? readonly [] : readonly [Params<I, R, M>]

/** Refuses sections that do not exist and flags that every endpoint has. */
export type Strict<I> = {
  readonly [K in keyof I]: K extends Role ? StrictSide<I[K]> : K extends keyof InterfaceDefinition ? I[K] : never
}
type StrictSide<S> = {
  readonly [K in keyof S]: K extends 'flags'
    ? StrictFlags<S[K]>
    : K extends 'methods'
      ? { readonly [M in keyof S[K]]: Only<S[K][M], MethodDefinition> }
      : K extends keyof SideDefinition
        ? S[K]
        : never
}
type StrictFlags<F> = {
  readonly [K in keyof F]: K extends ReservedFlag ? never : F[K] extends string ? F[K] : Only<F[K], FlagDefinition>
}
type Only<T, Shape> = { readonly [K in keyof T]: K extends keyof Shape ? T[K] : never }
