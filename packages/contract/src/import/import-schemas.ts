import { InterlayerError, type Role } from '@interlayer/runtime'
import { databags, roles, type Databag } from '../contract.ts'
import { isRecord } from '../json-schema.ts'
import { databagSource } from './databag-source.ts'
import { Declarations } from './declarations.ts'
import type { Encoding } from './field-makers.ts'
import type { Finding } from './finding.ts'
import type { Reading } from './schema-node.ts'
import { block, camel, quote } from './source-text.ts'

/** What the schemas do not say themselves. */
export interface ImportOptions {
  /** As Juju spells it. */
  readonly interface: string
  readonly wire: number
  /** One sentence. */
  readonly summary: string
  readonly encoding: Encoding
  /** The JSON Schema of each databag that a side writes, as values before they are texts. */
  readonly sides: Readonly<Partial<Record<Role, Readonly<Partial<Record<Databag, unknown>>>>>>
}

/** A definition as TypeScript, not formatted, and all that the schemas say and it does not. */
export interface ImportedDefinition {
  readonly source: string
  readonly findings: readonly Finding[]
}

/** Writes the definition of an interface from JSON Schemas, as pydantic exports them from models. */
export function importSchemas(options: ImportOptions): ImportedDefinition {
  const { interface: name, wire, summary, sides } = options
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) refuse(name, 'its name may hold lower-case letters, digits, "-" and "_"')
  const given = roles.filter((role) => sides[role] !== undefined)
  if (given.length === 0) refuse(name, 'it needs provides, requires or peers')
  const drawn: Drawn = { findings: [], declarations: new Declarations(), builders: new Set(['defineInterface']) }
  const sources = given.map((role) => `${role}: ${sideSource(options, role, drawn)}`)
  const members = [`name: ${quote(name)}`, `wire: ${wire}`, `summary: ${quote(summary)}`, ...sources]
  const definition = `export const ${camel(name)} = defineInterface(${block(members)})`
  const comment = `/** The ${name} interface, imported from JSON Schema. */`
  const parts = [importsOf(drawn.builders), drawn.declarations.source, `${comment}\n${definition}`]
  return { source: `${parts.filter((part) => part !== '').join('\n\n')}\n`, findings: drawn.findings }
}

/** Takes the schema of a whole side, a model with `unit` and `app`, apart into its databags. */
export function databagsOf(schema: unknown): Readonly<Partial<Record<Databag, unknown>>> {
  if (!isRecord(schema) || !isRecord(schema['properties'])) return {}
  const { properties, $defs = {}, definitions = {} } = schema
  const found = databags.flatMap((databag) => {
    const property = isRecord(properties) ? properties[databag] : undefined
    return isRecord(property) ? [[databag, { ...property, $defs, definitions }] as const] : []
  })
  return Object.fromEntries(found)
}

/** What has come of the documents so far. */
interface Drawn {
  readonly findings: Finding[]
  readonly declarations: Declarations
  /** The functions of the runtime that the source uses. */
  readonly builders: Set<string>
}

function sideSource({ interface: name, sides, encoding }: ImportOptions, role: Role, drawn: Drawn): string {
  const { findings, declarations, builders } = drawn
  const sources = databags.flatMap((databag) => {
    const schema = sides[role]?.[databag]
    if (schema === undefined) return []
    if (!isRecord(schema)) return refuse(name, `${role}.${databag} is no JSON Schema; give one of an object`)
    const root = { schema, pointer: '' }
    const reading: Reading = { databag: `${role}.${databag}`, root, findings, declarations, names: new Map() }
    const { fields, builders: used } = databagSource(reading, encoding)
    for (const builder of used) builders.add(builder)
    return fields.length === 0 ? [] : [`${databag}: ${block(fields)}`]
  })
  return block(sources)
}

function importsOf(builders: ReadonlySet<string>): string {
  const runtime = `import { ${[...builders].sort().join(', ')} } from '@interlayer/runtime'`
  return builders.has('json') ? `${runtime}\nimport * as v from 'valibot'` : runtime
}

function refuse(name: string, problem: string): never {
  throw new InterlayerError('DEFINITION_INVALID', `Interface "${name}": ${problem}.`, { interface: name })
}
