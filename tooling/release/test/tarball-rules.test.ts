import { createTarGzip } from 'nanotar'
import { expect, test } from 'vitest'
import { readTarball } from '../src/tarball.ts'
import { tarballProblems } from '../src/tarball-rules.ts'

const manifest = {
  name: '@interlayer/interface-ftp',
  version: '1.2.3',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './wire.json': './wire.json',
    './schemas/*': './schemas/*',
  },
  bin: { ftp: 'dist/main.cjs' },
  dependencies: { valibot: '^1.5.0' },
  peerDependencies: { '@interlayer/runtime': '0.x' },
}
const map = { version: 3, sources: ['../src/index.ts'], sourcesContent: ['export {}'] }
const sound = {
  'README.md': '# FTP',
  LICENSE: 'Apache-2.0',
  'CHANGELOG.md': '# FTP',
  'wire.json': '{}',
  'schemas/wire-0/provides.unit.json': '{}',
  'dist/index.js': 'export {}\n//# sourceMappingURL=index.js.map',
  'dist/index.js.map': JSON.stringify(map),
  'dist/index.d.ts': 'export {}',
  'dist/main.cjs': '//# sourceMappingURL=main.cjs.map',
  'dist/main.cjs.map': JSON.stringify(map),
}

/** What is said of a package with these changes: undefined takes a file out. */
async function check(changes: Record<string, string | undefined> = {}, members: object = {}) {
  const files: Record<string, string | undefined> = {
    'package.json': JSON.stringify({ ...manifest, ...members }),
    ...sound,
    ...changes,
  }
  const entries = Object.entries(files).flatMap(([name, data]) =>
    data === undefined ? [] : [{ name: `package/${name}`, data }],
  )
  return tarballProblems(await readTarball(await createTarGzip(entries)))
}

test('a built package is fine', async () => {
  expect(await check()).toEqual([])
})

test('a package that was not built is named with each file that it promises', async () => {
  const dist = Object.keys(sound).filter((path) => path.startsWith('dist/'))
  expect(await check(Object.fromEntries(dist.map((path) => [path, undefined])))).toEqual([
    '@interlayer/interface-ftp@1.2.3 offers dist/index.d.ts and does not hold it: build before packing (pnpm release does).',
    '@interlayer/interface-ftp@1.2.3 offers dist/index.js and does not hold it: build before packing (pnpm release does).',
    '@interlayer/interface-ftp@1.2.3 offers dist/main.cjs and does not hold it: build before packing (pnpm release does).',
  ])
})

test('a package without any of the files that it offers by a pattern is named', async () => {
  expect(await check({ 'schemas/wire-0/provides.unit.json': undefined })).toEqual([
    '@interlayer/interface-ftp@1.2.3 offers schemas/* and does not hold it: build before packing (pnpm release does).',
  ])
})

test.each([
  ['dependencies', 'workspace:^'],
  ['devDependencies', 'catalog:'],
  ['optionalDependencies', 'file:../a'],
  ['peerDependencies', 'catalog:deps'],
])('%s at %s mean nothing outside this repository', async (kind, range) => {
  expect(await check({}, { [kind]: { '@interlayer/a': range } })).toEqual([
    `@interlayer/interface-ftp@1.2.3 has "${range}" for @interlayer/a in ${kind}: pack it with pnpm, which writes versions there.`,
  ])
})

test.each([
  'src/index.ts',
  'dist/index.ts',
  'test/ftp.test.ts',
  'tsconfig.json',
  'dist/package.tgz',
  'test/fixtures/a.json',
  '.npmrc',
  '.env',
  'dist/server.pem',
])('%s has no place in a package', async (path) => {
  expect(await check({ [path]: '' })).toEqual([
    `@interlayer/interface-ftp@1.2.3 holds ${path}, which has no place in a package: see "files" of its package.json, or tooling/release/src/tarball-rules.ts.`,
  ])
})

test.each(['README.md', 'LICENSE', 'CHANGELOG.md'])('a package without %s is named', async (path) => {
  expect(await check({ [path]: undefined })).toEqual([
    `@interlayer/interface-ftp@1.2.3 has no ${path}: every package has one.`,
  ])
})

test('a source map brings its sources', async () => {
  const said = [
    '@interlayer/interface-ftp@1.2.3 has dist/index.js.map without the text of ../src/index.ts: debuggers find nothing there; build with it.',
  ]
  expect(await check({ 'dist/index.js.map': JSON.stringify({ ...map, sourcesContent: undefined }) })).toEqual(said)
  expect(await check({ 'dist/index.js.map': JSON.stringify({ ...map, sourcesContent: [null] }) })).toEqual(said)
  expect(await check({ 'dist/index.js.map': undefined })).toEqual([
    '@interlayer/interface-ftp@1.2.3 holds dist/index.js, whose source map index.js.map is missing: pack it too.',
  ])
})

// Put together here, so that no search for secrets stops at this file.
const secrets = {
  'a private key': `const key = '${['-----BEGIN', 'RSA PRIVATE', 'KEY-----'].join(' ')}\\n${'MIIEow'.repeat(9)}'`,
  'a token of npm': `npm_${'a1B2'.repeat(9)}`,
  'a token of GitHub': `ghp_${'a1B2'.repeat(9)}`,
  'a key of AWS': `AKIA${'A1B2'.repeat(4)}`,
  'a folder of somebody': `const path = '${['', 'home', 'ann', 'charm'].join('/')}'`,
}

test.each(Object.entries(secrets))('%s is found in any file', async (kind, text) => {
  for (const path of ['README.md', 'dist/main.cjs', 'dist/index.d.ts'])
    expect(await check({ [path]: `first line\n${text}\n` })).toEqual([
      `@interlayer/interface-ftp@1.2.3 has in ${path} what looks like ${kind}: take it out, and out of the history.`,
    ])
})

test('what only speaks of secrets is fine', async () => {
  expect(
    await check({ 'dist/main.cjs': "if (text.startsWith('-----BEGIN PRIVATE KEY-----')) hide('npm_config')" }),
  ).toEqual([])
})
