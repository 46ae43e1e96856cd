import { customField, decoded, invalid, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'

/** How true and false are written: `true`, Python's `True`, `yes`, `1`. Every style is read. */
export interface BooleanOptions extends FieldOptions<boolean> {
  readonly style?: 'lower' | 'python' | 'yes' | 'digit'
}

/** Yes or no, in the words that the interface's other implementations write. */
export function boolean<O extends BooleanOptions = BooleanOptions>(
  description: string,
  options?: O,
): Field<boolean, boolean, PresenceOf<O>> {
  return customField(
    { codec: 'boolean', description, implementation: booleanCodec(options?.style ?? 'lower') },
    options,
  )
}

const words = { lower: ['false', 'true'], python: ['False', 'True'], yes: ['no', 'yes'], digit: ['0', '1'] } as const
const trueWords = new Set(['true', 'yes', '1', 'on'])
const falseWords = new Set(['false', 'no', '0', 'off'])

function booleanCodec(style: keyof typeof words): Codec<boolean, boolean> {
  const [no, yes] = words[style]
  return {
    decode(raw) {
      const word = raw.trim().toLowerCase()
      if (trueWords.has(word)) return decoded(true)
      return falseWords.has(word) ? decoded(false) : invalid('expected true or false')
    },
    encode(value) {
      if (typeof value !== 'boolean') throw new Error('expected true or false')
      return value ? yes : no
    },
  }
}
