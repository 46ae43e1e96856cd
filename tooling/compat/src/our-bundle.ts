import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const entry = join(import.meta.dirname, 'our-program.ts')

/** Writes our charms into one file of a folder, and gives the module that runs them; the sources would take each hook thrice as long. */
export async function bundleOurCharms(folder: string): Promise<string> {
  const conditionNames = ['@interlayer/source', 'node', 'import']
  const bundle = await rolldown({ input: entry, platform: 'node', resolve: { conditionNames } })
  await bundle.write({ file: join(folder, 'charms.mjs'), codeSplitting: false })
  const program = join(folder, 'program.mjs')
  const cache = 'module.enableCompileCache(import.meta.dirname)'
  await writeFile(program, `import module from 'node:module'\n${cache}\nawait import('./charms.mjs')\n`)
  return program
}
