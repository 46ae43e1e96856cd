import { contractOf, definitionsIn, wireJson } from '@interlayer/contract'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** A `wire.json` as it should be. */
export interface WireFile {
  /** From the root of the repository. */
  readonly path: string
  readonly file: string
  readonly text: string
}

/** What the definitions of every interface package say now. */
export async function wireFiles(): Promise<readonly WireFile[]> {
  const folders = globSync('packages/interface-*', { cwd: root }).sort()
  return Promise.all(
    folders.map(async (folder) => {
      const path = `${folder.replaceAll('\\', '/')}/wire.json`
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a package exports what it likes
      const module: Readonly<Record<string, unknown>> = await import(join(root, folder, 'src/index.ts'))
      return { path, file: join(root, path), text: wireJson(contractOf(definitionsIn(module))) }
    }),
  )
}
