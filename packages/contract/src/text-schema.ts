import type { FieldContract } from './contract.ts'
import { integerPattern } from './integer-pattern.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * The schema of the text that stands for a value on the wire. It accepts what a reader of the field accepts, as far as JSON
 * Schema looks into texts: a pattern or a list of words always, the schema of a JSON text where the validator reads content.
 */
export function textSchema(field: FieldContract, id: string): JsonSchema {
  const { codec, description, status, default: value } = field
  const special = Object.hasOwn(codecs, codec) ? codecs[codec] : undefined
  return {
    type: 'string',
    // Juju keeps no empty text.
    minLength: 1,
    description,
    ...((typeof value === 'string' || typeof value === 'number') && { default: String(value) }),
    ...(status !== undefined && { deprecated: true }),
    ...special?.(field, id),
  }
}

/** What codecs add to a text of any kind. A codec that is not here takes any text, as far as can be said. */
const codecs: Readonly<Record<string, (field: FieldContract, id: string) => JsonSchema>> = {
  integer: ({ schema }) => ({ pattern: integerPattern(schema) }),
  boolean: () => ({ pattern: booleanPattern }),
  choice: ({ schema = {} }) => schema,
  base64: () => ({ contentEncoding: 'base64', pattern: String.raw`^[A-Za-z0-9+/\s]*=?\s*=?\s*$` }),
  secret: () => ({ pattern: secretPattern }),
  json: (field, id) => ({ ...jsonPattern(field), ...content('application/json', field, id) }),
  yaml: (field, id) => content('application/yaml', field, id),
}

/** Alone, or with the model that it is of. */
const secretPattern = '^secret:(?://[0-9a-f-]{36}/)?[0-9a-z]{20}$'

const words = ['true', 'yes', '1', 'on', 'false', 'no', '0', 'off'].map((word) =>
  [...word].map((letter) => (/\d/.test(letter) ? letter : `[${letter.toUpperCase()}${letter}]`)).join(''),
)
const booleanPattern = String.raw`^\s*(?:${words.join('|')})\s*$`

/** How a JSON text begins and ends says its type, also to a validator that does not read content. */
const jsonPatterns: Readonly<Record<string, string>> = {
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
