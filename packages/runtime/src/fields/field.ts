import { InterlayerError } from '../values/errors.ts'
import { freeze } from '../values/freeze.ts'

/** Longest text of one key, in UTF-16 units; longer makes the databag invalid. */
const maxTextLength = 1_048_576

/** `required` means "needed before the databag reads as ready", never "its absence is an error". */
export type Presence = 'required' | 'optional' | 'default'

/** A text as its codec understands it. `unknown` is a word that is not in our list: it reads as absence, so that lists may grow. */
export type Decoded<T> =
  | { readonly state: 'decoded'; readonly value: T }
  | { readonly state: 'unknown' }
  | { readonly state: 'invalid'; readonly problem: string }

/** How a value stands in a databag. `decode` never throws; `encode` throws a plain Error that says what it expected. */
export interface Codec<Read, Write> {
  decode(text: string): Decoded<Read>
  encode(value: Write): string
}

/** What every field may say beside its type. `optional` and `default` exclude each other. */
export interface FieldOptions<Read> {
  readonly optional?: true
  readonly default?: Read
  /** Hidden wherever values are shown. */
  readonly sensitive?: true
  /** Keys that other generations write instead; read in this order after the field's own key, never written. */
  readonly aliases?: readonly string[]
  /** `deprecated`: still written, to be replaced. `readOnly`: still read, no longer written. */
  readonly status?: 'deprecated' | 'readOnly'
  /** Its text names secrets by their URIs: they are read along with the databag. */
  readonly namesSecrets?: true
}

/** One key of a databag: how it is read, written and explained. */
export interface Field<Read = unknown, Write = unknown, P extends Presence = Presence> extends Codec<Read, Write> {
  readonly codec: string
  readonly description: string
  readonly presence: P
  readonly options: FieldOptions<Read>
  /** The schema of a JSON value, for documentation and contracts. */
  readonly schema?: unknown
  /** Of a secret: what is in it. */
  readonly content?: Fields
}

/** Fields by wire key, verbatim. A key with one `{placeholder}` is a family: `'{unit}.cert'`, `'request_{name}'`. */
export type Fields = Readonly<Record<string, Field>>

export type FamilyKey = `${string}{${string}}${string}`

type Flatten<T> = { [K in keyof T]: T[K] }
/** The same, for what is written: a type without members would take any object. */
type Closed<T> = keyof T extends never ? Readonly<Record<string, never>> : Flatten<T>
type ReadOf<F> = F extends Field<infer Read> ? Read : never
type WriteOf<F> = F extends Field<unknown, infer Write> ? Write : never
type KeysWith<F extends Fields, P extends Presence> = {
  [K in keyof F]: K extends FamilyKey ? never : F[K] extends Field<unknown, unknown, P> ? K : never
}[keyof F]
type FamilyKeys<F extends Fields> = Extract<keyof F, FamilyKey>

/** A databag that is ready: what is required or has a default is there, a family is a record of its members. */
export type ReadData<F extends Fields> = Flatten<
  { readonly [K in KeysWith<F, 'required' | 'default'>]: ReadOf<F[K]> } & {
    readonly [K in KeysWith<F, 'optional'>]?: ReadOf<F[K]>
  } & { readonly [K in FamilyKeys<F>]: Readonly<Record<string, ReadOf<F[K]>>> }
>

/** What a side writes: the required fields, and any of the others. */
export type WriteData<F extends Fields> = Closed<
  { readonly [K in KeysWith<F, 'required'>]: WriteOf<F[K]> } & {
    readonly [K in KeysWith<F, 'optional' | 'default'>]?: WriteOf<F[K]> | undefined
  } & { readonly [K in FamilyKeys<F>]?: Readonly<Record<string, WriteOf<F[K]> | undefined>> }
>

/** A part of what a side writes; undefined clears. */
export type UpdateData<F extends Fields> = Closed<
  { readonly [K in KeysWith<F, Presence>]?: WriteOf<F[K]> | undefined } & {
    readonly [K in FamilyKeys<F>]?: Readonly<Record<string, WriteOf<F[K]> | undefined>>
  }
>

/** What a side has written so far: nothing needs to be there yet. */
export type Written<F extends Fields> = Flatten<
  { readonly [K in KeysWith<F, Presence>]?: ReadOf<F[K]> } & {
    readonly [K in FamilyKeys<F>]: Readonly<Record<string, ReadOf<F[K]>>>
  }
>

/** The presence that a field's options mean. */
export type PresenceOf<O> = O extends { readonly optional: true }
  ? 'optional'
  : O extends { readonly default: unknown }
    ? 'default'
    : 'required'

/** What makes up a field apart from its options. */
export interface FieldBase<Read, Write> {
  readonly codec: string
  readonly description: string
  readonly implementation: Codec<Read, Write>
  readonly schema?: unknown
  readonly content?: Fields
}

/** Builds a field; every codec ends here, also those of other packages. */
export function customField<Read, Write, O extends FieldOptions<Read>>(
  base: FieldBase<Read, Write>,
  options?: O,
): Field<Read, Write, PresenceOf<O>> {
  const { codec, description, implementation, schema, content } = base
  const presence = presenceOf(options ?? {})
  if (presence === undefined) {
    const message = `The field "${description}" is optional and has a default. Keep one of them.`
    throw new InterlayerError('DEFINITION_INVALID', message)
  }
  return {
    codec,
    description,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- presenceOf is PresenceOf, computed
    presence: presence as PresenceOf<O>,
    options: freeze(options ?? {}),
    ...(schema === undefined ? {} : { schema }),
    ...(content === undefined ? {} : { content }),
    decode: (text) => (text.length > maxTextLength ? invalid(tooLong) : decodeSafely(implementation, text)),
    encode: (value) => implementation.encode(value),
  }
}

/** What a remote charm wrote is no reason to throw, not even in a schema of somebody's own. Decoded values are kept, so frozen. */
function decodeSafely<Read>(codec: Codec<Read, never>, text: string): Decoded<Read> {
  try {
    const found = codec.decode(text)
    if (found.state === 'decoded') freeze(found.value)
    return found
  } catch (error) {
    if (error instanceof InterlayerError) throw error
    return invalid('cannot be read')
  }
}

function presenceOf(options: FieldOptions<unknown>): Presence | undefined {
  if (options.optional === undefined) return options.default === undefined ? 'required' : 'default'
  return options.default === undefined ? 'optional' : undefined
}

/** A text that was understood. */
export function decoded<T>(value: T): Decoded<T> {
  return { state: 'decoded', value }
}

/** `problem` says what was expected, never what was found: the value may be secret. */
export function invalid(problem: string): { readonly state: 'invalid'; readonly problem: string } {
  return { state: 'invalid', problem }
}

const tooLong = `longer than ${String(maxTextLength)} characters`
