import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { checkPrograms } from '../charm/charm-directory.ts'
import { readDeclaration } from '../charm/declaration.ts'
import { problemAt, textAt, type Place } from '../charm/place.ts'
import { entryModule, type CharmPackage } from './charm-package.ts'
import { yamlVersion, type Charmcraft } from './charmcraft.ts'
import { codedEntry, codedEntryWithCommands, declaredEntry } from './entry.ts'

/** What is bundled of a charm. */
export interface CharmCode {
  /** The text of the entry module. */
  readonly entry: string
  /** Whether its handlers are executables, which need the `interlayer` command. */
  readonly hasCommands: boolean
  /** The executables, from the charm's directory. */
  readonly programs: readonly string[]
}

/** How a charm says what it is. */
export interface CharmCodeOptions {
  readonly manifest: CharmPackage
  readonly charmcraft: Charmcraft
  /** The module of the charm, where package.json does not say it. */
  readonly entry: string | undefined
}

const declarationFile = 'interlayer.yaml'

/** The code of a charm: what `interlayer.yaml` declares, or else a module. A folder `handlers` has executables. */
export async function charmCode(directory: string, options: CharmCodeOptions): Promise<CharmCode> {
  const { manifest, charmcraft, entry } = options
  if (entry === undefined && existsSync(join(directory, declarationFile))) return declaredCode(directory, charmcraft)
  const module = entryModule(directory, entry, manifest)
  const hasCommands = existsSync(join(directory, 'handlers'))
  return { entry: hasCommands ? codedEntryWithCommands(module) : codedEntry(module), hasCommands, programs: [] }
}

async function declaredCode(directory: string, charmcraft: Charmcraft): Promise<CharmCode> {
  const place = await readDeclarationFile(directory)
  await checkPrograms(place, directory)
  const { endpoints, handlers, actions } = readDeclaration(place)
  const { provides, requires, peers, config, actions: declared } = charmcraft
  const entry = declaredEntry({
    declaration: place.value,
    metadata: { provides, requires, peers, config, actions: declared },
    interfaces: [...new Set([...endpoints.values()].map(textAt))],
  })
  return { entry, hasCommands: true, programs: [...handlers, ...actions.values()].map(({ file }) => file) }
}

async function readDeclarationFile(directory: string): Promise<Place> {
  const place = { file: declarationFile, path: '', value: undefined }
  const text = await readFile(join(directory, declarationFile), 'utf8')
  try {
    return { ...place, value: parse(text, yamlVersion) }
  } catch (cause) {
    throw problemAt(place, `is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}
