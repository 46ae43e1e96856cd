import * as fc from 'fast-check'

/** Values that a JSON Schema describes, as far as its everyday keywords say; who uses them checks them with the schema itself. */
export function jsonValues(schema: unknown, place: Place = { root: schema, depth: 0 }): fc.Arbitrary<unknown> {
  const { root, depth } = place
  if (!isRecord(schema) || depth > deepest) return anyValue
  const inside = { root, depth: depth + 1 }
  const { $ref: reference } = schema
  // Made when it is drawn: what refers to itself would never be made whole.
  if (typeof reference === 'string')
    return fc.constant(undefined).chain(() => jsonValues(targetOf(root, reference), inside))
  if ('const' in schema) return fc.constant(schema['const'])
  const choices = listOf(schema['enum'])
  if (choices.length > 0) return fc.constantFrom(...choices)
  const options = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (options.length > 0) return fc.oneof(...options.map((option) => jsonValues(option, inside)))
  const parts = listOf(schema['allOf'])
  return parts.length > 0 ? together(parts.map((part) => jsonValues(part, inside))) : typed(schema, place)
}

/** Where a schema stands: references lead into the whole document. */
interface Place {
  readonly root: unknown
  readonly depth: number
}

function targetOf(root: unknown, reference: string): unknown {
  const path = reference.split('/').slice(1)
  return path.reduce<unknown>((schema, name) => (isRecord(schema) ? schema[name] : undefined), root)
}

/** What is several at once: objects with the members of all, or else as the last one says. */
function together(parts: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> {
  return fc.tuple(...parts).map((values) => {
    return values.every(isRecord) ? Object.fromEntries(values.flatMap((value) => Object.entries(value))) : values.at(-1)
  })
}

/** How deep values are made by their schema; below that anything may stand. */
const deepest = 12
/** Below that, only what has to be there is. */
const lean = 4
const most = 3
const words = fc.stringMatching(/^[a-z][a-z0-9.-]{0,11}$/)
const anyValue = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null))

function typed(schema: Schema, place: Place): fc.Arbitrary<unknown> {
  switch (Array.isArray(schema['type']) ? listOf(schema['type'])[0] : schema['type']) {
    case 'object':
      return objects(schema, place)
    case 'array':
      return arrays(schema, place)
    case 'string':
      return texts(schema)
    case 'integer':
    case 'number':
      return numbers(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anyValue
  }
}

function objects(schema: Schema, { root, depth }: Place): fc.Arbitrary<unknown> {
  const inside = { root, depth: depth + 1 }
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const required = listOf(schema['required']).filter((name): name is string => typeof name === 'string')
  const members = Object.entries(properties)
    .filter(([name]) => depth < lean || required.includes(name))
    .map(([name, inner]) => [name, jsonValues(inner, inside)] as const)
  const known = fc.record(Object.fromEntries(members), { requiredKeys: required })
  const others = schema['additionalProperties']
  const minKeys = numberOr(schema['minProperties'], 0)
  if (!isRecord(others)) return known
  const sizes = { minKeys, maxKeys: minKeys + most, noNullPrototype: true }
  const named = fc.dictionary(words, jsonValues(others, inside), sizes)
  return fc.tuple(named, known).map(([one, other]) => ({ ...one, ...other }))
}

function arrays(schema: Schema, { root, depth }: Place): fc.Arbitrary<unknown> {
  const inside = { root, depth: depth + 1 }
  const fixed = listOf(schema['prefixItems'])
  if (fixed.length > 0) return fc.tuple(...fixed.map((item) => jsonValues(item, inside)))
  const minLength = numberOr(schema['minItems'], 0)
  const more = depth < lean ? most : 0
  const maxLength = Math.max(minLength, Math.min(minLength + more, numberOr(schema['maxItems'], Infinity)))
  return fc.array(jsonValues(schema['items'], inside), { minLength, maxLength })
}

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.emailAddress(),
  uri: fc.webUrl(),
  uuid: fc.uuid(),
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  date: fc.integer({ min: 10, max: 28 }).map((day) => `2024-02-${String(day)}`),
}

function texts({ pattern, format, minLength, maxLength }: Schema): fc.Arbitrary<unknown> {
  const known = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined
  if (known !== undefined) return known
  if (typeof pattern === 'string') return matching(pattern)
  if (minLength === undefined && maxLength === undefined) return words
  const min = numberOr(minLength, 1)
  return fc.string({ unit: 'grapheme-ascii', minLength: min, maxLength: Math.max(min, numberOr(maxLength, min + 10)) })
}

/** Some patterns, such as those with look-arounds, cannot be generated from. */
function matching(pattern: string): fc.Arbitrary<unknown> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return words
  }
}

/** Whole ones, for those are numbers of any kind. */
function numbers(schema: Schema): fc.Arbitrary<unknown> {
  const step = Math.max(numberOr(schema['multipleOf'], 1), 1)
  const lower = Math.max(boundOr(schema['minimum'], -farthest), boundOr(schema['exclusiveMinimum'], -farthest - 1) + 1)
  const upper = Math.min(boundOr(schema['maximum'], farthest), boundOr(schema['exclusiveMaximum'], farthest + 1) - 1)
  const min = Math.ceil(lower / step)
  return fc.integer({ min, max: Math.max(min, Math.floor(upper / step)) }).map((value) => value * step)
}

const farthest = 1_000_000

function boundOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}

type Schema = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : otherwise
}
