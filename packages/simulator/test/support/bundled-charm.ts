import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { onTestFinished } from 'vitest'

const fixtures = fileURLToPath(new URL('../process/fixtures', import.meta.url))

/** A fixture that calls `main`, bundled into one file until the end of the test; gives its path. */
export async function bundledCharm(name: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-charm-'))
  onTestFinished(() => {
    rmSync(directory, { recursive: true })
  })
  await build({
    config: false,
    cwd: fixtures,
    entry: `${name}.ts`,
    outDir: directory,
    dts: false,
    minify: true,
    logLevel: 'error',
    deps: { alwaysBundle: /./ },
    inputOptions: { resolve: { conditionNames: ['@interlayer/source', 'import', 'node'] } },
  })
  return join(directory, `${name}.mjs`)
}
