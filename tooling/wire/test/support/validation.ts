import { placeOfSchema, type DatabagPlace, type JsonSchema } from '@interlayer/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../src/contracts.ts'

/** Texts by key. */
export type Texts = Readonly<Record<string, string>>

/** A schema as it is published. */
export interface Published {
  readonly schema: JsonSchema
  readonly place: DatabagPlace
}

/** The schemas in the folder of an interface package. */
export function publishedSchemas(folder: string): readonly Published[] {
  return globSync(`${folder}/schemas/**/*.json`, { cwd: root })
    .sort()
    .map((path) => {
      const schema = JSON.parse(readFileSync(join(root, path), 'utf8')) as JsonSchema
      const place = placeOfSchema(schema['$id'])
      if (place === undefined) throw new Error(`${path} has no $id of a databag.`)
      return { schema, place }
    })
}

/** What is left of a schema when nothing has to be there. */
export function withoutNeeds(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !['required', 'allOf'].includes(keyword)))
}

/** A validator that also reads content, of texts that are JSON. Draft 2020-12 leaves that to who validates. */
export function validator(schema: JsonSchema): (texts: Texts) => boolean {
  const [validate, properties] = [ajv.compile(schema), Object.entries(schema['properties'] ?? {})]
  const contents = properties.flatMap(([key, { contentMediaType, contentSchema }]: [string, JsonSchema]) =>
    contentMediaType === 'application/json' && contentSchema !== undefined
      ? [[key, ajv.compile(contentSchema as JsonSchema)] as const]
      : [],
  )
  return (texts) =>
    validate(texts) && contents.every(([key, fits]) => texts[key] === undefined || fits(JSON.parse(texts[key])))
}

const ajv = new Ajv2020({ allErrors: true, addUsedSchema: false })
addFormats.default(ajv)
