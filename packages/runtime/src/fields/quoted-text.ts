import { customField, decoded, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'
import { parseJson, pythonJson } from '../values/json.ts'
import { expectText } from './text.ts'

/** Text that stands as a JSON string on the wire, as charms.reactive publishes it; read with or without the quotes. */
export function quotedText<O extends FieldOptions<string> = FieldOptions<string>>(
  description: string,
  options?: O,
): Field<string, string, PresenceOf<O>> {
  return customField({ codec: 'quoted-text', description, implementation: quotedTextCodec }, options)
}

const quotedTextCodec: Codec<string, string> = {
  decode(raw) {
    const value = raw.startsWith('"') ? parseJson(raw)?.value : undefined
    if (value === '') return { state: 'unknown' }
    return decoded(typeof value === 'string' ? value : raw)
  },
  encode: (value) => pythonJson(expectText(value)),
}
