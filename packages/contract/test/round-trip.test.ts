import * as runtime from '@interlayer/runtime'
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import {
  contractOf,
  databagSchemas,
  importSchemas,
  placeOfSchema,
  type Finding,
  type InterfaceContract,
  type JsonSchema,
} from '../src/index.ts'
import { letters } from './support/letters.ts'

const root = join(import.meta.dirname, '../../..')
const contracts = globSync('packages/interface-*/wire.json', { cwd: root })
  .sort()
  .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as InterfaceContract)
const databags = [contractOf([letters]), ...contracts].flatMap((contract) =>
  [...databagSchemas(contract)].filter(([id]) => placeOfSchema(id)?.secret === undefined),
)

/** The schema of a definition that was imported from a schema, and what was found. */
function again(id: string, schema: JsonSchema): { readonly schema: unknown; readonly findings: readonly Finding[] } {
  const place = placeOfSchema(id)
  if (place === undefined) throw new Error(`${id} names no databag.`)
  const { interface: name, wire, role, databag } = place
  const sides = { [role]: { [databag]: schema } }
  const { source, findings } = importSchemas({ interface: name, wire, summary: 'A.', encoding: 'text', sides })
  return { schema: databagSchemas(contractOf([evaluated(source)])).get(id), findings }
}

/** The definition that a source exports. */
function evaluated(source: string): runtime.InterfaceDefinition {
  const body = stripTypeScriptTypes(source)
    .replace(/^import \{ (.*) \} from '@interlayer\/runtime'$/m, 'const { $1 } = runtime')
    .replace(/^import \* as v from 'valibot'$/m, '')
    .replace(/^export const \w+ =/m, 'return')
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text is what the importer is asked for
  return new Function('runtime', 'v', body)(runtime, v) as runtime.InterfaceDefinition
}

/** Without what is said in code alone, and what repeats itself: once more means the same. */
function comparable(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    (key === '$comment' && String(value).startsWith('Not all')) || key === 'folders' ? undefined : value,
  )
}

test.each(databags)('%s is the schema of the definition that is imported from it', (id, schema) => {
  const { schema: twice, findings } = again(id, schema)
  expect(comparable(twice)).toEqual(comparable(schema))
  expect(findings.filter(({ pointer }) => pointer !== '/title' && !pointer.includes('contentSchema'))).toEqual([])
})
