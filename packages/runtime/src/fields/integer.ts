import {
  customField,
  decoded,
  invalid,
  type Codec,
  type Field,
  type FieldBase,
  type FieldOptions,
  type PresenceOf,
} from './field.ts'

/** The range is inclusive; without one it is that of safe integers. */
export interface IntegerOptions extends FieldOptions<number> {
  readonly min?: number
  readonly max?: number
}

/** A whole number in decimal digits, as Python's `str` and `json` write it. */
export function integer<O extends IntegerOptions = IntegerOptions>(
  description: string,
  options?: O,
): Field<number, number, PresenceOf<O>> {
  return customField(integerField(description, options), options)
}

/** A TCP or UDP port: 1 to 65535. */
export function port<O extends FieldOptions<number> = FieldOptions<number>>(
  description: string,
  options?: O,
): Field<number, number, PresenceOf<O>> {
  return customField(integerField(description, { min: 1, max: 65_535 }), options)
}

function integerField(description: string, range: IntegerOptions = {}): FieldBase<number, number> {
  const { min, max } = range
  const field = { codec: 'integer', description, implementation: integerCodec(range) }
  if (min === undefined && max === undefined) return field
  return {
    ...field,
    schema: { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) },
  }
}

function integerCodec(range: IntegerOptions = {}): Codec<number, number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range
  const expected =
    range.min === undefined && range.max === undefined
      ? 'expected an integer'
      : `expected an integer from ${String(min)} to ${String(max)}`
  const fits = (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
  return {
    decode(raw) {
      const value = /^\s*[+-]?\d+\s*$/.test(raw) ? Number(raw) : undefined
      return fits(value) ? decoded(value) : invalid(expected)
    },
    encode(value) {
      if (!fits(value)) throw new Error(expected)
      return String(value)
    },
  }
}
