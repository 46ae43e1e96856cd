import type { Json } from '@interlayer/runtime'

/** A JSON Schema of draft 2020-12, as data. */
export type JsonSchema = Readonly<Record<string, Json>>

/** A plain object, as JSON has them. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as JSON, members by name, so that equal values give equal bytes. What JSON has not becomes null, or is left out. */
export function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toJson)
  if (isRecord(value)) return byName(value, toJson)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

/** A schema with its keywords by name, and without an order where none is meant. */
export function toSchema(schema: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(named(schema).map(([keyword, value]) => [keyword, keywordValue(keyword, value)]))
}

/** The members of a record by name, those that are undefined left out. */
export function byName<T, U>(
  members: Readonly<Record<string, T>>,
  change: (member: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(named(members).map(([name, member]) => [name, change(member, name)]))
}

/** Keywords whose value is data and no schema. */
const data = new Set(['const', 'default', 'enum', 'examples'])
/** Keywords whose value holds schemas by name. */
const namedSchemas = new Set(['$defs', 'properties', 'patternProperties', 'dependentSchemas'])

function keywordValue(keyword: string, value: unknown): Json {
  if (data.has(keyword)) return toJson(value)
  if (keyword === 'required' && Array.isArray(value)) return value.map(toJson).sort()
  if (namedSchemas.has(keyword) && isRecord(value)) return byName(value, schemaOrJson)
  return Array.isArray(value) ? value.map(schemaOrJson) : schemaOrJson(value)
}

function schemaOrJson(value: unknown): Json {
  return isRecord(value) ? toSchema(value) : toJson(value)
}

function named<T>(members: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.keys(members)
    .sort()
    .flatMap((name) => {
      const member = members[name]
      return member === undefined ? [] : [[name, member] as const]
    })
}
