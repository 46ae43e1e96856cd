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
  const entries = globSync('packages/interface-*/src/index.ts', { cwd: root }).sort()
  return Promise.all(entries.map((entry) => wireFile(entry.replaceAll('\\', '/'))))
}

async function wireFile(entry: string): Promise<WireFile> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a package exports what it likes
  const module: Readonly<Record<string, unknown>> = await import(join(root, entry))
  const definitions = definitionsIn(module)
  if (definitions.length === 0) throw new Error(`${entry} exports no definition: export what defineInterface gives.`)
  const path = entry.replace('src/index.ts', 'wire.json')
  return { path, file: join(root, path), text: wireJson(contractOf(definitions)) }
}
