import { contractOf, databagSchemas, definitionsIn, placeOfSchema, schemaPath, wireJson } from '@interlayer/contract'
import { globSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

/** A generated file of an interface package as it should be. */
export interface WireFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** What the definitions of every interface package say now: each contract, and the JSON Schema of each databag. */
export async function wireFiles(): Promise<readonly WireFile[]> {
  const entries = globSync('packages/interface-*/src/index.ts', { cwd: root }).sort()
  return (await Promise.all(entries.map((entry) => filesOf(entry.replaceAll('\\', '/'))))).flat()
}

/** Schemas that are there and belong to nothing that is defined. */
export function leftSchemas(files: readonly WireFile[]): readonly string[] {
  const known = new Set(files.map(({ path }) => path))
  const found = globSync('packages/interface-*/schemas/**/*.json', { cwd: root })
  return found.map((path) => path.replaceAll('\\', '/')).filter((path) => !known.has(path))
}

async function filesOf(entry: string): Promise<readonly WireFile[]> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a package exports what it likes
  const module: Readonly<Record<string, unknown>> = await import(join(root, entry))
  const definitions = definitionsIn(module)
  if (definitions.length === 0) throw new Error(`${entry} exports no definition: export what defineInterface gives.`)
  const contract = contractOf(definitions)
  const folder = entry.replace('/src/index.ts', '')
  const schemas = [...databagSchemas(contract)].flatMap(([id, schema]) => {
    const place = placeOfSchema(id)
    const text = `${JSON.stringify(schema, undefined, 2)}\n`
    return place === undefined ? [] : [{ path: `${folder}/${schemaPath(place)}`, text }]
  })
  return [{ path: `${folder}/wire.json`, text: wireJson(contract) }, ...schemas]
}
