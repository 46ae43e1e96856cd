import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { DirectoryDeployment, LoadCharm } from '@interlayer/simulator'
import { build } from 'tsdown'
import { onTestFinished } from 'vitest'
import { charmsFrom } from '../../src/charms.ts'

const demo = fileURLToPath(new URL('../..', import.meta.url))
const runtime = new URL('../../../../packages/runtime/src/process/index.ts', import.meta.url)

/** Finds the same charms as directories, each bundled into one file as a charmer would pack it, and each hook a process. */
export const charmProcesses: LoadCharm = async (name) => {
  const loaded = await charmsFrom(demo)(name)
  if (!('charm' in loaded)) throw new Error(`${name} is no charm of this project.`)
  const { INTERLAYER_SUPERVISOR: supervisor = '' } = process.env
  const sides = Object.entries(loaded.charm.endpoints).map(([endpoint, { definition, role }]) => [
    endpoint,
    definition[role] ?? {},
  ])
  return {
    directory: await pack(join(demo, name)),
    report: true,
    environment: { INTERLAYER_SUPERVISOR: supervisor },
    fields: Object.fromEntries(sides) as NonNullable<DirectoryDeployment['fields']>,
  }
}

/** A charm's directory with what it needs to run, until the end of the test. */
async function pack(source: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-charm-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const lines = [
    `import { main } from '${runtime.href}'`,
    `import charm from '${pathToFileURL(join(source, 'src/charm.ts')).href}'`,
    'await main(charm)',
  ]
  const entry = join(directory, 'main.ts')
  writeFileSync(entry, `${lines.join('\n').replaceAll('file://', '')}\n`)
  await bundle(entry, directory)
  copyFileSync(join(source, 'charmcraft.yaml'), join(directory, 'charmcraft.yaml'))
  // What a charm runs beside itself lies next to its code.
  const server = join(source, 'src/server.ts')
  if (existsSync(server)) writeFileSync(join(directory, 'server.ts'), `import '${pathToFileURL(server).href}'\n`)
  const dispatch = `#!/bin/sh\nexec '${process.execPath}' "$CHARM_DIR/main.mjs"\n`
  writeFileSync(join(directory, 'dispatch'), dispatch, { mode: 0o755 })
  return directory
}

async function bundle(entry: string, directory: string): Promise<void> {
  await build({
    config: false,
    cwd: demo,
    entry,
    outDir: directory,
    clean: false,
    dts: false,
    minify: true,
    logLevel: 'error',
    deps: { alwaysBundle: /./ },
    inputOptions: { resolve: { conditionNames: ['@interlayer/source', 'import', 'node'] } },
  })
}
