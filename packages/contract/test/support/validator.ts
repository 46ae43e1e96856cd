import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from '../../src/json-schema.ts'

/** A validator that reads content: texts of JSON are parsed and checked too. Draft 2020-12 leaves that to who validates. */
export function validator(schema: JsonSchema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(schema)
  const contents = contentsIn(schema).map(([property, content]) => [property, compile(content)] as const)
  return (value) =>
    validate(value) &&
    contents.every(([property, fits]) => {
      const text = (value as Record<string, string>)[property]
      return text === undefined || fits(parse(text))
    })
}

/** The validator alone, as any user of the schema has it. */
export function compile(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(schema)
}

function contentsIn(schema: JsonSchema): [string, JsonSchema][] {
  const properties = Object.entries(schema['properties'] as Record<string, AnySchemaObject>)
  return properties.flatMap(([property, { contentMediaType, contentSchema }]) =>
    contentMediaType === undefined || contentSchema === undefined
      ? []
      : [[property, contentSchema as JsonSchema] as [string, JsonSchema]],
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
