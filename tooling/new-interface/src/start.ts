import { definitionsIn } from '@interlayer/contract'
import { samplePartners } from '@interlayer/testing'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { changeset, packageFiles, testingFile } from './package-files.ts'
import type { Sketch } from './sketch.ts'

/** Writes a package, makes it known to the workspace and to the examples of documents, and generates what follows from it. */
export async function start(sketch: Sketch, root: string): Promise<void> {
  const folder = join(root, `packages/interface-${sketch.name}`)
  for (const [path, text] of Object.entries(packageFiles(sketch))) await write(join(folder, path), text)
  await write(join(root, `.changeset/interface-${sketch.name}.md`), changeset(sketch))
  await joinDocuments(sketch, root)
  pnpm(root, ['install', '--no-frozen-lockfile'])
  const definition: unknown = await import(join(folder, 'src/definition.ts'))
  const [first] = definitionsIn(Object.fromEntries(Object.entries(definition ?? {})))
  if (first === undefined) throw new Error(`${folder}/src/definition.ts exports no definition.`)
  await write(join(folder, 'src/testing.ts'), testingFile(samplePartners(first)))
  pnpm(root, ['wire'])
  pnpm(root, ['docs:generate'])
}

/** The examples of its README run in the package that depends on all others. */
async function joinDocuments({ name }: Sketch, root: string): Promise<void> {
  const path = join(root, 'tooling/docs/package.json')
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- pnpm has checked its shape
  const manifest: { readonly devDependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  const all = { ...manifest.devDependencies, [`@interlayer/interface-${name}`]: 'workspace:*' }
  const devDependencies = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
  await write(path, JSON.stringify({ ...manifest, devDependencies }))
}

async function write(path: string, text: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  const options = await resolveConfig(path)
  writeFileSync(path, await format(text, { ...options, filepath: path }))
}

function pnpm(root: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', 'pnpm@12.21.0', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`pnpm ${args.join(' ')} failed:\n${stdout}${stderr}`)
}
