import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const sourceOf = (file: string): string => JSON.stringify(fileURLToPath(new URL(`../../src/${file}`, import.meta.url)))

/** A charm by its files; those below `handlers/` and `actions/` are scripts of a shell. */
export type Files = Readonly<Record<string, string>>

/** A busy machine is no failure. */
const timeout = 120_000

const common = { directory: '' }

/** Bundles the command line as `interlayer pack` does, once for all charms of a file. */
export function bundleOnce(): void {
  beforeAll(async () => {
    common.directory = mkdtempSync(join(tmpdir(), 'interlayer-cli-'))
    await bundle('charm.mjs', [
      "import { readFileSync } from 'node:fs'",
      "import { parse } from 'yaml'",
      `import { packedCharm, readPackedCharm } from ${sourceOf('packed.ts')}`,
      'const read = (file) => parse(readFileSync(`${process.env.JUJU_CHARM_DIR}/${file}`, "utf8"))',
      ...['http', 'mysql'].map((name) => `const ${name} = () => import('@interlayer/interface-${name}')`),
      "const interfaces = { '@interlayer/interface-http': http, '@interlayer/interface-mysql': mysql }",
      "const parts = () => ({ declaration: read('interlayer.yaml'), metadata: read('charmcraft.yaml'), interfaces })",
      'export const { load, run, ask } = packedCharm(async () => readPackedCharm(parts()))',
      "if (process.argv[2] === 'dispatch') await run()",
    ])
    await bundle('interlayer.mjs', [
      `import { main } from ${sourceOf('packed-command.ts')}`,
      `await main(() => import(${JSON.stringify(join(common.directory, 'charm.mjs'))}))`,
    ])
  }, timeout)
  afterAll(() => rmSync(common.directory, { recursive: true }))
}

async function bundle(name: string, lines: readonly string[]): Promise<void> {
  const id = join(here, name)
  await build({
    input: id,
    platform: 'node',
    logLevel: 'warn',
    external: /\.mjs$/,
    plugins: [
      {
        name: 'entry',
        resolveId: (path) => (path === id ? id : null),
        load: (path) => (path === id ? lines.join('\n') : null),
      },
    ],
    resolve: { conditionNames: ['@interlayer/source', 'import', 'node'] },
    output: { file: join(common.directory, name), format: 'esm', minify: true, codeSplitting: false },
  })
}

/** A directory with the files, `dispatch` and `bin/interlayer`, until the end of the tests. */
export function shellCharm(files: Files): string {
  const directory = temporaryDirectory()
  const cache = join(common.directory, 'cache')
  const start = `export NODE_COMPILE_CACHE='${cache}'; exec '${process.execPath}' --no-rehash-snapshot`
  const run = (file: string, args: string): string => `#!/bin/sh\n${start} '${join(common.directory, file)}' ${args}\n`
  write(directory, 'dispatch', run('charm.mjs', 'dispatch'))
  write(directory, 'bin/interlayer', run('interlayer.mjs', '"$@"'))
  for (const [file, text] of Object.entries(files)) {
    const isScript = /^(?:handlers|actions)\//.test(file)
    write(directory, file, isScript ? `#!/bin/bash\nset -euo pipefail\n${text}\n` : text)
  }
  return directory
}

/** An empty one until the end of the tests. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(common.directory, 'made-'))
}

function write(directory: string, file: string, text: string): void {
  const path = join(directory, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode: 0o755 })
}
