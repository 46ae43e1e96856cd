import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stringify } from 'yaml'
import type { Call } from '../command.ts'
import { readCharmCode } from './charm-code.ts'
import { readCharmFiles } from './charm-files.ts'
import { metadataOf } from './metadata.ts'

/** As commander parses them. */
export interface MetaOptions {
  readonly entry?: string
  readonly subordinate?: true
}

/** Prints the sections of `charmcraft.yaml` that follow from a charm's code. */
export async function meta(call: Call, given: string, { entry, subordinate }: MetaOptions): Promise<void> {
  const directory = resolve(call.directory, given)
  const code = await readCharmCode(directory, entry)
  const metadata = metadataOf(code, subordinate === true || isSubordinate(directory))
  call.out(Object.keys(metadata).length === 0 ? '' : stringify(metadata, { lineWidth: 0, version: '1.1' }))
}

function isSubordinate(directory: string): boolean {
  const hasFiles = ['charmcraft.yaml', 'metadata.yaml'].some((name) => existsSync(join(directory, name)))
  return hasFiles && readCharmFiles(directory).subordinate
}
