import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { charmCode, type CharmCode } from './charm-code.ts'
import { loadCharmModule } from './charm-module.ts'
import { declarationFile, declaredCode } from './declared-code.ts'

/** What the code of a directory's charm says: its `interlayer.yaml`, or the module that is named or that its package has. */
export async function readCharmCode(directory: string, entry: string | undefined): Promise<CharmCode> {
  if (entry === undefined && existsSync(join(directory, declarationFile))) return declaredCode(directory)
  const { charm, file } = await loadCharmModule(directory, entry)
  return charmCode(charm, file)
}
