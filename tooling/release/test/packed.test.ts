import { createTarGzip } from 'nanotar'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packedProblems, packedTarballs } from '../src/packed.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interlayer-packed-'))
  mkdirSync(join(folder, 'packages'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Packs as changesets do. */
async function pack(name: string, manifest: object): Promise<{ readonly tarball: { readonly path: string } }> {
  const path = `packages/${name}.tgz`
  const files = {
    'package.json': JSON.stringify({ name, version: '1.0.0', ...manifest }),
    'README.md': '',
    LICENSE: '',
    'CHANGELOG.md': '',
  }
  const entries = Object.entries(files).map(([file, data]) => ({ name: `package/${file}`, data }))
  writeFileSync(join(folder, path), await createTarGzip(entries))
  return { tarball: { path } }
}

test('every tarball that is about to be published is judged, and none of before', async () => {
  const plan = [
    [await pack('sound', {}), { kind: 'tag-only' }],
    [
      await pack('unbuilt', { exports: './dist/index.js' }),
      await pack('inner', { dependencies: { a: 'workspace:^' } }),
    ],
  ]
  await pack('of-before', { exports: './dist/index.js' })
  writeFileSync(join(folder, 'publish-plan.json'), JSON.stringify({ version: 1, plan }))
  expect(await packedProblems(packedTarballs(folder))).toEqual([
    'unbuilt@1.0.0 offers dist/index.js and does not hold it: build before packing (pnpm release does).',
    'inner@1.0.0 has "workspace:^" for a in dependencies: pack it with pnpm, which writes versions there.',
  ])
})
