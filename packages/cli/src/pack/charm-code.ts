import { checkPrograms, declarationFile, readYaml } from '../charm/charm-directory.ts'
import { readDeclaration } from '../charm/declaration.ts'
import { textAt, type Place } from '../charm/place.ts'
import { entryModule, type CharmPackage } from './charm-package.ts'
import type { Charmcraft } from './charmcraft.ts'
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
  const declaration = entry === undefined ? readYaml(directory, declarationFile) : undefined
  if (declaration !== undefined) return declaredCode(declaration, directory, charmcraft)
  return { entry: codedEntry(entryModule(directory, entry, manifest)), programs: [] }
}

async function declaredCode(place: Place, directory: string, charmcraft: Charmcraft): Promise<CharmCode> {
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
