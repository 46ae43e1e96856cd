import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyCharm } from '@interlayer/runtime'
import { declarationFile, readCharmDirectory } from './charm-directory.ts'
import { loadCharmModule } from './charm-module.ts'

/** The charm of a directory: what its `interlayer.yaml` declares, or else what the module exports that is packed. */
export async function charmIn(directory: string): Promise<AnyCharm> {
  if (existsSync(join(directory, declarationFile))) return readCharmDirectory(directory)
  const { charm } = await loadCharmModule(directory, undefined)
  return charm
}
