import { customField, decoded, invalid, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'
import { expectText } from './text.ts'

/** UTF-8 text that stands in base64 on the wire. */
export function base64<O extends FieldOptions<string> = FieldOptions<string>>(
  description: string,
  options?: O,
): Field<string, string, PresenceOf<O>> {
  return customField({ codec: 'base64', description, implementation: base64Codec }, options)
}

const base64Codec: Codec<string, string> = {
  decode(raw) {
    try {
      const bytes = Uint8Array.from(atob(raw.replaceAll(/\s/g, '')), (letter) => letter.charCodeAt(0))
      const value = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      return value === '' ? { state: 'unknown' } : decoded(value)
    } catch {
      return invalid('expected UTF-8 text in base64')
    }
  },
  encode(value) {
    const bytes = new TextEncoder().encode(expectText(value))
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  },
}
