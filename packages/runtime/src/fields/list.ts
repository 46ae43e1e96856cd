import { customField, decoded, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'
import { compareText } from '../values/names.ts'
import { expectText } from './text.ts'

/** How the entries stand in one text. */
export interface ListOptions extends FieldOptions<readonly string[]> {
  /** A comma unless said otherwise. A blank also reads any run of white space. */
  readonly separator?: ',' | ' ' | '\n'
  /** The order matters. Otherwise the list is a set: sorted, each entry once. */
  readonly ordered?: true
}

/** Several texts in one. An empty list cannot be told from absence on the wire. */
export function list<O extends ListOptions = ListOptions>(
  description: string,
  options?: O,
): Field<readonly string[], readonly string[], PresenceOf<O>> {
  return customField({ codec: 'list', description, implementation: listCodec(options) }, options)
}

function listCodec({ separator = ',', ordered }: ListOptions = {}): Codec<readonly string[], readonly string[]> {
  const arrange = (items: readonly string[]): readonly string[] =>
    ordered === true ? items : [...new Set(items)].sort(compareText)
  const splitter = separator === ' ' ? /\s+/ : separator
  return {
    decode: (raw) =>
      decoded(
        arrange(
          raw
            .split(splitter)
            .map((item) => item.trim())
            .filter((item) => item !== ''),
        ),
      ),
    encode(items) {
      if (!Array.isArray(items)) throw new Error('expected a list of texts')
      return arrange(items.map((item) => expectItem(item, separator))).join(separator)
    },
  }
}

function expectItem(item: unknown, separator: string): string {
  const entry = expectText(item)
  if (entry.includes(separator) || entry.trim() !== entry)
    throw new Error('expected entries without separators or outer blanks')
  return entry
}
