import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { checkPrograms, declarationFile } from '../charm/charm-directory.ts'
import { readDeclaration } from '../charm/declaration.ts'
import { problemAt, textAt, type Place } from '../charm/place.ts'
import { entryModule, type CharmPackage } from './charm-package.ts'
import { yamlVersion, type Charmcraft } from './charmcraft.ts'
import { codedEntry, declaredEntry } from './entry.ts'

/** What is bundled of a charm. */
export interface CharmCode {
  /** The text of the entry module. */
  readonly entry: string
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

/** The code of a charm: what `interlayer.yaml` declares, or else a module. */
export async function charmCode(directory: string, options: CharmCodeOptions): Promise<CharmCode> {
  const { manifest, charmcraft, entry } = options
  if (entry === undefined && existsSync(join(directory, declarationFile))) return declaredCode(directory, charmcraft)
  return { entry: codedEntry(entryModule(directory, entry, manifest)), programs: [] }
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
  return { entry, programs: [...handlers, ...actions.values()].map(({ file }) => file) }
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
