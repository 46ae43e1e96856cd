import {
  databagsOf,
  importSchemas,
  placeOfSchema,
  type Encoding,
  type ImportedDefinition,
  type ImportOptions,
} from '@interlayer/contract'
import { readFileSync } from 'node:fs'
import type { Subject } from './sketch.ts'

type Sides = ImportOptions['sides']
type Json = Readonly<Record<string, unknown>>

/** How a file is to be read. */
export interface SchemaReading {
  readonly encoding: Encoding
  /** It is of the units of one application. */
  readonly peers?: boolean
}

/** The definition that a file with JSON Schemas describes, and what it cannot say. */
export function readSchema(
  file: string,
  { name, summary }: Subject,
  { encoding, peers = false }: SchemaReading,
): ImportedDefinition {
  const document = parse(file, readFileSync(file, 'utf8'))
  if (!isRecord(document)) throw new Error(`${file} is no JSON Schema of an object: give that of a model.`)
  const sides = peers ? { peers: bagsOf(peersIn(file, document), 'unit') } : { requires: {}, ...sidesOf(document) }
  return importSchemas({ interface: name, wire: 0, summary, encoding, sides })
}

/** A document may have the side by its name, be of a databag of ours, or be the model itself. */
function peersIn(file: string, document: Json): unknown {
  const place = placeOfSchema(document['$id'])
  if (place !== undefined && place.role !== 'peers')
    throw new Error(`${file} is of the side that ${place.role}: leave out --peers.`)
  if (place?.databag === 'app') return { properties: { app: document } }
  return isRecord(document['peers']) ? document['peers'] : document
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is no JSON: give what model_json_schema() returns, written by json.dumps.`, { cause })
  }
}

/** The databag that a schema of ours names, or sides by name, or the model of the provider, or that of its application's databag. */
function sidesOf(document: Json): Sides {
  const place = placeOfSchema(document['$id'])
  if (place !== undefined) return { provides: {}, [place.role]: { [place.databag]: document } }
  const roles = ['provides', 'requires'] as const
  const given = roles.filter((role) => isRecord(document[role]))
  if (given.length === 0) return { provides: bagsOf(document, 'app') }
  return { provides: {}, ...Object.fromEntries(given.map((role) => [role, bagsOf(document[role], 'app')])) }
}

/** The databags of a model with `unit` and `app`, or one that is all of it. */
function bagsOf(schema: unknown, only: 'unit' | 'app'): NonNullable<Sides['provides']> {
  const bags = databagsOf(schema)
  return Object.keys(bags).length > 0 ? bags : { [only]: schema }
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
