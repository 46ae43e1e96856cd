import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const packed = fileURLToPath(new URL('../../src/packed.ts', import.meta.url))

/** A charm by its files; those below `handlers/` and `actions/` are scripts of a shell. */
export type Files = Readonly<Record<string, string>>

/** A busy machine is no failure. */
const timeout = 120_000

const common = { directory: '' }

/** Bundles the command line as `interlayer pack` does, once for all charms of a file. */
export function bundleOnce(): void {
  beforeAll(async () => {
    common.directory = mkdtempSync(join(tmpdir(), 'interlayer-cli-'))
    const lines = [
      "import { readFileSync } from 'node:fs'",
      "import { parse } from 'yaml'",
      `import { main } from ${JSON.stringify(packed)}`,
      'const read = (file) => parse(readFileSync(`${process.env.JUJU_CHARM_DIR}/${file}`, "utf8"))',
      ...['http', 'mysql'].map((name) => `const ${name} = () => import('@interlayer/interface-${name}')`),
      "const interfaces = { '@interlayer/interface-http': http, '@interlayer/interface-mysql': mysql }",
      "await main({ get declaration() { return read('interlayer.yaml') }, get metadata() { return read('charmcraft.yaml') }, interfaces })",
    ]
    const id = join(here, 'entry.ts')
    await build({
      input: id,
      platform: 'node',
      logLevel: 'warn',
      plugins: [
        {
          name: 'entry',
          resolveId: (path) => (path === id ? id : null),
          load: (path) => (path === id ? lines.join('\n') : null),
        },
      ],
      resolve: { conditionNames: ['@interlayer/source', 'import', 'node'] },
      output: { file: join(common.directory, 'interlayer.mjs'), format: 'esm', minify: true, codeSplitting: false },
    })
  }, timeout)
  afterAll(() => rmSync(common.directory, { recursive: true }))
}

/** A directory with the files, `dispatch` and `bin/interlayer`, until the end of the tests. */
export function shellCharm(files: Files): string {
  const directory = temporaryDirectory()
  const cache = join(common.directory, 'cache')
  const start = `export NODE_COMPILE_CACHE='${cache}'; exec '${process.execPath}' --no-rehash-snapshot`
  const run = `#!/bin/sh\n${start} '${join(common.directory, 'interlayer.mjs')}'`
  write(directory, 'dispatch', `${run}\n`)
  write(directory, 'bin/interlayer', `${run} "$@"\n`)
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
