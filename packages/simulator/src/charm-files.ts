import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCharmDirectory } from './charm-directory.ts'
import type { CharmMetadata } from './metadata.ts'

const names = ['charmcraft.yaml', 'metadata.yaml', 'config.yaml'] as const

/** The metadata of a charm's directory on this machine. */
export function readCharmFiles(directory: string): CharmMetadata {
  return readCharmDirectory(Object.fromEntries(names.flatMap((name) => readIfThere(directory, name))))
}

function readIfThere(directory: string, name: string): readonly (readonly [string, string])[] {
  try {
    return [[name, readFileSync(join(directory, name), 'utf8')]]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
