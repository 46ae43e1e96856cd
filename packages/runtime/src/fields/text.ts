import { customField, decoded, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'

/** Text as it is. Empty text is absence, so it cannot be written. */
export function text<O extends FieldOptions<string> = FieldOptions<string>>(
  description: string,
  options?: O,
): Field<string, string, PresenceOf<O>> {
  return customField({ codec: 'text', description, implementation: textCodec }, options)
}

/** Refuses what is no text, or empty. */
export function expectText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('expected text')
  if (value === '') throw new Error('expected text that is not empty; leave the field out to clear it')
  return value
}

const textCodec: Codec<string, string> = { decode: decoded, encode: expectText }
