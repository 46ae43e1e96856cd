import * as fc from 'fast-check'

/** Values that a JSON Schema describes, as far as its everyday keywords say; who uses them checks them with the schema itself. */
export function jsonValues(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
  if (!isRecord(schema) || depth > deepest) return anyValue
  if ('const' in schema) return fc.constant(schema['const'])
  const choices = listOf(schema['enum'])
  if (choices.length > 0) return fc.constantFrom(...choices)
  const options = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (options.length > 0) return fc.oneof(...options.map((option) => jsonValues(option, depth + 1)))
  return typed(schema, depth)
}

/** How deep values are made by their schema; below that anything may stand. */
const deepest = 12
const most = 3
const words = fc.stringMatching(/^[a-z][a-z0-9.-]{0,11}$/)
const anyValue = fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null))

function typed(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  switch (Array.isArray(schema['type']) ? listOf(schema['type'])[0] : schema['type']) {
    case 'object':
      return objects(schema, depth)
    case 'array':
      return arrays(schema, depth)
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer(range(schema))
    case 'number':
      return fc.integer(range(schema))
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return anyValue
  }
}

function objects(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const members = Object.entries(properties).map(([name, inner]) => [name, jsonValues(inner, depth + 1)] as const)
  const required = listOf(schema['required']).filter((name): name is string => typeof name === 'string')
  const known = fc.record(Object.fromEntries(members), { requiredKeys: required })
  const others = schema['additionalProperties']
  if (!isRecord(others)) return known
  const named = fc.dictionary(words, jsonValues(others, depth + 1), { maxKeys: most, noNullPrototype: true })
  return fc.tuple(named, known).map(([one, other]) => ({ ...one, ...other }))
}

function arrays(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const fixed = listOf(schema['prefixItems'])
  if (fixed.length > 0) return fc.tuple(...fixed.map((item) => jsonValues(item, depth + 1)))
  const minLength = numberOr(schema['minItems'], 0)
  return fc.array(jsonValues(schema['items'], depth + 1), { minLength, maxLength: minLength + most })
}

function texts({ pattern, minLength }: Schema): fc.Arbitrary<unknown> {
  if (typeof pattern === 'string') return matching(pattern)
  return minLength === undefined ? words : fc.string({ unit: 'grapheme-ascii', minLength: numberOr(minLength, 1) })
}

/** Some patterns, such as those with look-arounds, cannot be generated from. */
function matching(pattern: string): fc.Arbitrary<unknown> {
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'))
  } catch {
    return words
  }
}

function range({ minimum, maximum }: Schema): { readonly min: number; readonly max: number } {
  const min = numberOr(minimum, -1_000_000)
  return { min, max: Math.max(min, numberOr(maximum, 1_000_000)) }
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
