import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Role } from '@interlayer/runtime'
import { stringify } from 'yaml'
import type { Call } from '../command.ts'
import { CliError } from '../errors.ts'
import type { CodeEndpoint } from './charm-code.ts'
import { charmFiles, readCharmFiles, type CharmFiles } from './charm-files.ts'
import { metadataOf } from './metadata.ts'
import { readCharmCode } from './read-charm-code.ts'

/** As commander parses them. */
export interface MetaOptions {
  readonly entry?: string
  readonly subordinate?: true
}

/** Prints the sections of `charmcraft.yaml` that follow from a charm's code. */
export async function meta(call: Call, given: string, { entry, subordinate }: MetaOptions): Promise<void> {
  const directory = resolve(call.directory, given)
  const code = await readCharmCode(directory, entry && resolve(call.directory, entry))
  const hasFiles = ['charmcraft.yaml', 'metadata.yaml'].some((name) => existsSync(join(directory, name)))
  const files = hasFiles ? readCharmFiles(directory) : charmFiles(new Map())
  const endpoints = [...code.endpoints].map(([name, endpoint]) => [name, seated(name, endpoint, files)] as const)
  const isSubordinate = subordinate === true || files.subordinate
  const metadata = metadataOf({ ...code, endpoints: new Map(endpoints) }, isSubordinate)
  call.out(Object.keys(metadata).length === 0 ? '' : stringify(metadata, { lineWidth: 0, version: '1.1' }))
}

/** The endpoint on one side: the metadata's, where the code leaves it to them. */
function seated(name: string, endpoint: CodeEndpoint, files: CharmFiles): CodeEndpoint {
  const { roles } = endpoint
  const declared = roles.filter((role) => files.section(role).entries.has(name))
  const possible: readonly Role[] = roles.length === 1 ? roles : declared
  const [role, ...others] = possible
  if (role !== undefined && others.length === 0) return { ...endpoint, roles: [role] }
  const message = `Endpoint "${name}" may be under ${roles.join(' or ')}: declare it in charmcraft.yaml, which says it.`
  throw new CliError('INPUT_INVALID', message)
}
