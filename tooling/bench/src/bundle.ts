import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'rolldown'

/** Puts a charm and all that it imports into one minified file, from the sources of the workspace. */
export async function bundleCharm(input: string, file: string): Promise<void> {
  await build({
    input,
    platform: 'node',
    resolve: { conditionNames: ['@interlayer/source', 'import', 'module', 'node', 'default'] },
    output: { file, format: 'esm', minify: true, codeSplitting: false },
    logLevel: 'warn',
  })
  await writeFile(join(dirname(file), 'package.json'), '{"type": "module"}\n')
}
