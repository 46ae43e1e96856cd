import type { StandardSchema } from '@interlayer/runtime'
import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { isRecord, toSchema, type JsonSchema } from './json-schema.ts'

/**
 * The JSON Schema of a field's value. A schema library is asked for it the way it offers: Standard JSON Schema, or the converter
 * of valibot. What cannot be said stands in `$comment`. What stands on the wire is the schema's input.
 */
export function valueSchema(schema: unknown): JsonSchema | undefined {
  if (!isRecord(schema)) return undefined
  // The dialect is that of the document that the schema will stand in.
  return toSchema({ ...(isStandard(schema) ? convert(schema) : schema), $schema: undefined })
}

const target = 'draft-2020-12'

function convert(schema: StandardSchema): JsonSchema {
  const { vendor } = schema['~standard']
  try {
    if (isJsonStandard(schema)) return toSchema(schema['~standard'].jsonSchema.input({ target }))
    if (isValibot(schema)) return fromValibot(schema)
  } catch (cause) {
    return unsaid(cause instanceof Error ? [cause.message] : [])
  }
  return unsaid([`${vendor} gives no JSON Schema.`])
}

function fromValibot(schema: GenericSchema): JsonSchema {
  const losses = new Set<string>()
  const note = ({ errors = [] }: { readonly errors?: readonly string[] | undefined }): undefined => {
    for (const error of errors) losses.add(error)
  }
  const config: ConversionConfig = {
    target,
    typeMode: 'input',
    errorMode: 'ignore',
    overrideSchema: note,
    overrideAction: note,
  }
  const converted: unknown = toJsonSchema(schema, config)
  return toSchema({ ...(isRecord(converted) ? converted : {}), ...(losses.size > 0 && unsaid([...losses])) })
}

function unsaid(losses: readonly string[]): JsonSchema {
  return { $comment: `Not all is said here: ${losses.join(' ')}`.trim() }
}

interface JsonStandard {
  readonly '~standard': {
    readonly jsonSchema: { readonly input: (options: { readonly target: string }) => Readonly<Record<string, unknown>> }
  }
}

function isStandard(schema: unknown): schema is StandardSchema {
  return isRecord(schema) && isRecord(schema['~standard'])
}

function isJsonStandard(schema: StandardSchema): schema is StandardSchema & JsonStandard {
  const standard: object = schema['~standard']
  return 'jsonSchema' in standard && isRecord(standard.jsonSchema) && typeof standard.jsonSchema['input'] === 'function'
}

function isValibot(schema: unknown): schema is GenericSchema {
  return isStandard(schema) && schema['~standard'].vendor === 'valibot'
}
