import { InterlayerError } from '../values/errors.ts'
import { customField, decoded, invalid, type Codec, type Field, type FieldOptions, type PresenceOf } from './field.ts'
import { canonicalJson, parseJson, pythonJson } from '../values/json.ts'
import type { SchemaInput, SchemaOutput, StandardSchema } from '../values/standard-schema.ts'

/** How the value is written. */
export interface JsonOptions<T> extends FieldOptions<T> {
  /** `compact` is sorted without blanks; `python` are the bytes of json.dumps, sorted; `python-unsorted` keeps the order. */
  readonly style?: 'compact' | 'python' | 'python-unsorted'
}

/** A JSON value, checked by any Standard Schema that validates synchronously. */
export function json<S extends StandardSchema, O extends JsonOptions<SchemaOutput<S>> = JsonOptions<SchemaOutput<S>>>(
  description: string,
  schema: S,
  options?: O,
): Field<SchemaOutput<S>, SchemaInput<S>, PresenceOf<O>> {
  const implementation = jsonCodec(schema, writers[options?.style ?? 'compact'])
  return customField({ codec: 'json', description, implementation, schema }, options)
}

const writers = {
  compact: canonicalJson,
  python: (value: unknown) => pythonJson(value, { sortKeys: true }),
  'python-unsorted': (value: unknown) => pythonJson(value),
} as const

function jsonCodec<S extends StandardSchema>(
  schema: S,
  toText: (value: unknown) => string,
): Codec<SchemaOutput<S>, SchemaInput<S>> {
  return {
    decode(raw) {
      const parsed = parseJson(raw)
      if (parsed === undefined) return invalid('expected JSON')
      const result = validate(schema, parsed.value)
      return result.issues ? invalid(describeIssues(result.issues)) : decoded(result.value)
    },
    encode(value) {
      const result = validate(schema, value)
      if (result.issues) throw new Error(describeIssues(result.issues))
      return toText(value)
    },
  }
}

function validate<S extends StandardSchema>(schema: S, value: unknown): Validation<SchemaOutput<S>> {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) {
    throw new InterlayerError(
      'SCHEMA_ASYNC',
      `The schema by ${schema['~standard'].vendor} validates asynchronously. Use its synchronous form.`,
    )
  }

  return result
}

type Validation<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly { readonly path?: readonly unknown[] | undefined }[] }

/**
 * Where the schema was not met: the way down the value, as far as it is made of indexes. A schema's own message may quote the
 * value, and names of members may be the other side's.
 */
function describeIssues(issues: readonly { readonly path?: readonly unknown[] | undefined }[]): string {
  const path = (issues[0]?.path ?? []).map(segmentName)
  return path.length === 0 ? 'expected JSON of another shape' : `expected another value at ${path.join('.')}`
}

function segmentName(segment: unknown): string {
  const name = typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment
  return typeof name === 'number' ? String(name) : '*'
}
