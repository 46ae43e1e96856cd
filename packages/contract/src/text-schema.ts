import type { FieldContract, FieldContracts } from './contract.ts'
import { integerPattern } from './integer-pattern.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * The schema of the text that stands for a value on the wire. It accepts what a reader of the field accepts, as far as JSON
 * Schema looks into texts: a pattern or a list of words always, the schema of a JSON text where the validator reads content.
 * A `contentSchema` without a media type is of the value that the text stands for: validators leave it alone, and importers need it.
 */
export function textSchema(field: FieldContract, id: string): JsonSchema {
  const { codec, description, sensitive, status } = field
  const special = Object.hasOwn(codecs, codec) ? codecs[codec] : undefined
  return {
    type: 'string',
    // Juju keeps no empty text.
    minLength: 1,
    description,
    ...defaultText(field),
    ...(sensitive === true && { writeOnly: true }),
    ...(status !== undefined && { deprecated: true }),
    ...special?.(field, id),
  }
}

function defaultText({ codec, default: value, encoding = {} }: FieldContract): JsonSchema {
  if (value === undefined) return {}
  if (codec === 'list' && Array.isArray(value)) return { default: value.join(separatorOf(encoding)) }
  if (codec === 'json' || codec === 'yaml') return { default: JSON.stringify(value) }
  return typeof value === 'object' || codec === 'base64' ? {} : { default: String(value) }
}

/** What codecs add to a text of any kind. A codec that is not here takes any text, as far as can be said. */
const codecs: Readonly<Record<string, (field: FieldContract, id: string) => JsonSchema>> = {
  integer: ({ schema }) => ({ pattern: integerPattern(schema), contentSchema: { ...schema, type: 'integer' } }),
  boolean: () => ({ pattern: booleanPattern, contentSchema: { type: 'boolean' } }),
  choice: ({ schema = {} }) => schema,
  list: ({ encoding = {} }) => ({
    contentSchema: { ...listContent, ...(encoding['ordered'] !== true && { uniqueItems: true }) },
    $comment: separatorComments[separatorOf(encoding)],
  }),
  base64: () => ({ contentEncoding: 'base64', pattern: base64Pattern }),
  secret: ({ content: fields = {} }, id) => ({ pattern: secretPattern, contentSchema: secretContent(fields, id) }),
  json: (field, id) => ({ ...jsonPattern(field), ...content('application/json', field, id) }),
  yaml: (field, id) => content('application/yaml', field, id),
}

/** The same in a secret, where empty text may stand for what is left out. */
export function secretTextSchema(field: FieldContract, id: string): JsonSchema {
  const { minLength, ...schema } = textSchema(field, id)
  return { ...schema, ...(field.presence === 'required' && minLength !== undefined && { minLength }) }
}

function secretContent(fields: FieldContracts, id: string): JsonSchema {
  const required = Object.keys(fields).filter((key) => fields[key]?.presence === 'required')
  const properties = Object.entries(fields).map(
    ([key, field]) => [key, secretTextSchema(field, `${id}:${encodeURIComponent(key)}`)] as const,
  )
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) }
}

export const base64Pattern = String.raw`^[A-Za-z0-9+/\s]*=?\s*=?\s*$`

/** Alone, or with the model that it is of. */
export const secretPattern = '^secret:(?://[0-9a-f-]{36}/)?[0-9a-z]{20}$'

const words = ['true', 'yes', '1', 'on', 'false', 'no', '0', 'off'].map((word) =>
  [...word].map((letter) => (/\d/.test(letter) ? letter : `[${letter.toUpperCase()}${letter}]`)).join(''),
)
export const booleanPattern = String.raw`^\s*(?:${words.join('|')})\s*$`

/** What a list of texts stands for; in one without an order each entry is there once. */
export const listContent = { type: 'array', items: { type: 'string' } } as const

/** JSON Schema has no word for what stands between the entries of a text. */
export const separatorComments = {
  ',': 'Its entries have commas between them.',
  ' ': 'Its entries have blanks between them.',
  '\n': 'Its entries have line breaks between them.',
} as const

function separatorOf({ separator }: NonNullable<FieldContract['encoding']>): keyof typeof separatorComments {
  return separator === ' ' || separator === '\n' ? separator : ','
}

/** How a JSON text begins and ends says its type, also to a validator that does not read content. */
export const jsonPatterns: Readonly<Record<string, string>> = {
  array: String.raw`^\s*\[[\s\S]*\]\s*$`,
  object: String.raw`^\s*\{[\s\S]*\}\s*$`,
  string: String.raw`^\s*"[\s\S]*"\s*$`,
  boolean: String.raw`^\s*(?:true|false)\s*$`,
  number: String.raw`^\s*-?[0-9]+(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?\s*$`,
  integer: String.raw`^\s*-?[0-9]+(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?\s*$`,
}

function jsonPattern({ type }: FieldContract): JsonSchema {
  const pattern = Object.hasOwn(jsonPatterns, type) ? jsonPatterns[type] : undefined
  return pattern === undefined ? {} : { pattern }
}

/** A schema with definitions of its own is a resource of its own, so that its references stay inside it. */
function content(contentMediaType: string, { schema }: FieldContract, id: string): JsonSchema {
  if (schema === undefined) return { contentMediaType }
  return { contentMediaType, contentSchema: '$defs' in schema ? { $id: id, ...schema } : schema }
}
