import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'rolldown'

/**
 * Puts a charm and all that it imports into one minified file in a directory, from the sources of the workspace, and beside it
 * `dispatch.cjs`, which runs that.
 */
export async function bundleCharm(input: string, directory: string): Promise<void> {
  const { output } = await build({
    input,
    platform: 'node',
    resolve: { conditionNames: ['@interlayer/source', 'import', 'module', 'node', 'default'] },
    output: { format: 'cjs', minify: true, codeSplitting: false },
    write: false,
    logLevel: 'warn',
  })
  // A function that takes what a module of CommonJS has.
  const text = `(function(require,module,exports){${inAscii(output[0].code)}\n})\n`
  const name = `charm-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  const launcher = await readFile(join(import.meta.dirname, 'dispatch.cjs'), 'utf8')
  await writeFile(join(directory, `${name}.js`), text)
  await writeFile(join(directory, 'dispatch.cjs'), launcher.replace('BUNDLE', name))
}

/** Text of one byte a character is read faster. In code, other characters stand in strings, templates and regular expressions only. */
function inAscii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
