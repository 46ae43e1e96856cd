import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { declarationFile } from '../charm/charm-directory.ts'
import { loadCharmModule } from '../charm/charm-module.ts'
import { charmCode, type CharmCode } from './charm-code.ts'
import { declaredCode } from './declared-code.ts'

/** What the code of a directory's charm says: its `interlayer.yaml`, or the module that is named or that its package has. */
export async function readCharmCode(directory: string, entry: string | undefined): Promise<CharmCode> {
  if (entry === undefined && existsSync(join(directory, declarationFile))) return declaredCode(directory)
  const { charm, file } = await loadCharmModule(directory, entry)
  return charmCode(charm, file)
}
