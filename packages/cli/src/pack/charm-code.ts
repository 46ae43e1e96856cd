import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { entryModule, type CharmPackage } from './charm-package.ts'
import { codedEntry, codedEntryWithCommands } from './entry.ts'

/** What is bundled of a charm. */
export interface CharmCode {
  /** The text of the entry module. */
  readonly entry: string
  /** Whether its handlers are executables, which need the `interlayer` command. */
  readonly hasCommands: boolean
}

/** How a charm is told what it is. */
export interface CharmCodeOptions {
  readonly manifest: CharmPackage
  /** The module of the charm, where package.json does not say it. */
  readonly entry: string | undefined
}

/** The code of a charm. A folder `handlers` has executables that speak to the hook. */
export async function charmCode(directory: string, { manifest, entry }: CharmCodeOptions): Promise<CharmCode> {
  const module = entryModule(directory, entry, manifest)
  const hasCommands = existsSync(join(directory, 'handlers'))
  return { entry: hasCommands ? codedEntryWithCommands(module) : codedEntry(module), hasCommands }
}
