import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Charm } from '@interlayer/runtime'
import { readCharmDirectory, type LoadCharm } from '@interlayer/simulator'

/** Finds charms by their directories, relative to the one given; a charm's code is in `src/charm.ts`. */
export function charmsFrom(directory: string): LoadCharm {
  return async (name) => {
    const path = resolve(directory, name)
    const metadata = readCharmDirectory({ 'charmcraft.yaml': readFileSync(join(path, 'charmcraft.yaml'), 'utf8') })
    const code = join(path, 'src/charm.ts')
    const module: unknown = await import(pathToFileURL(code).href)
    const charm = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
    if (charm instanceof Charm) return { charm, metadata }
    throw new Error(`${code} exports no charm: let defineCharm make its default export.`)
  }
}
