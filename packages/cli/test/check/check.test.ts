import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { interlayer } from '../support/interlayer.ts'

const root = join(import.meta.dirname, '../../../..')
const fixtures = join(import.meta.dirname, 'fixtures')
const charm = join(fixtures, 'charm.ts')

/** A charm's directory with these files. */
function directoryWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'check-'))
  onTestFinished(() => {
    rmSync(directory, { recursive: true })
  })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

/** Charms whose code is ours to read. */
const examples = globSync('examples/*/{interlayer.yaml,src/charm.ts}', { cwd: root }).sort()

test.each(examples)('the metadata agree with %s', async (path) => {
  const [, directory = '', code = ''] = /^(examples\/[^/]+)\/(.*)$/.exec(path) ?? []
  const { status, out, err } = await interlayer(['check', directory], { directory: root })
  expect({ status, out, err }).toEqual({ status: 0, out: `The metadata agree with ${code}.\n`, err: '' })
})

test('says of each difference where it is and which lines to change', async () => {
  const directory = directoryWith({})
  cpSync(join(fixtures, 'blog.yaml'), join(directory, 'charmcraft.yaml'))
  const entry = join(root, 'examples/blog/src/charm.ts')
  const { status, out, err } = await interlayer(['check', '--entry', entry], { directory })
  expect([status, err]).toEqual([1, ''])
  await expect(out.replaceAll(entry, 'src/charm.ts')).toMatchFileSnapshot(join(fixtures, 'blog.txt'))
})

test('says the same for programs', async () => {
  const directory = directoryWith({
    'charmcraft.yaml':
      'name: blog\nrequires:\n  database: {interface: mysql, limit: 1}\nconfig:\n  options:\n    port: {type: int, default: 8080}\nprovides:\n  web: {interface: http}\n',
  })
  const { status, out } = await interlayer(['check', '--json', '--entry', join(root, 'examples/blog/src/charm.ts')], {
    directory,
  })
  const told: unknown = JSON.parse(out)
  expect([status, told]).toEqual([
    1,
    {
      agrees: false,
      findings: [
        {
          file: 'charmcraft.yaml',
          line: 8,
          message: `Endpoint "web" is not in ${join(root, 'examples/blog/src/charm.ts')}. Add it to the endpoints there, or delete it under provides.`,
          changes: [{ file: 'charmcraft.yaml', line: 8, remove: ['  web: {interface: http}'], insert: [] }],
        },
        {
          file: 'charmcraft.yaml',
          line: 9,
          message:
            'Endpoint "website" is not in charmcraft.yaml. Declare it under provides, or rename the key to one of: web.',
          changes: [{ file: 'charmcraft.yaml', line: 9, remove: [], insert: ['  website:', '    interface: http'] }],
        },
      ],
    },
  ])
})

test('what meta prints is all that charmcraft.yaml lacks', async () => {
  const { status, out } = await interlayer(['meta', fixtures, '--entry', charm])
  expect(status).toBe(0)
  const directory = directoryWith({ 'charmcraft.yaml': `name: all\ntype: charm\n${out}` })
  expect(await interlayer(['check', '--entry', charm], { directory })).toEqual({
    status: 0,
    out: `The metadata agree with ${charm}.\n`,
    err: '',
  })
})

test('an interface that leaves the scope open is in container scope in a subordinate', async () => {
  const watcher = join(root, 'examples/watcher/src/charm.ts')
  const directory = directoryWith({})
  const host = async (...args: readonly string[]): Promise<string> =>
    (await interlayer(['meta', '--entry', watcher, ...args], { directory })).out.split('config:')[0] ?? ''
  expect(await host()).toBe('requires:\n  host:\n    interface: juju-info\n')
  expect(await host('--subordinate')).toBe('requires:\n  host:\n    interface: juju-info\n    scope: container\n')
})

const unreadable: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  expected: string,
])[] = [
  [
    'no metadata',
    {},
    'FILE_UNREADABLE: DIR has neither charmcraft.yaml nor metadata.yaml: name the directory of a charm.',
  ],
  [
    'broken YAML',
    { 'charmcraft.yaml': 'name: [' },
    'INPUT_INVALID: charmcraft.yaml:1 is not YAML (BAD_INDENT): write what Juju reads.',
  ],
  [
    'deep YAML',
    { 'charmcraft.yaml': '- '.repeat(20_000) },
    'INPUT_INVALID: charmcraft.yaml:1 is not YAML (RESOURCE_EXHAUSTION): write what Juju reads.',
  ],
  ['a list', { 'charmcraft.yaml': '[a]' }, 'INPUT_INVALID: charmcraft.yaml is no mapping: write what Juju reads.'],
  [
    'a list of endpoints',
    { 'charmcraft.yaml': 'name: x\nprovides: [a]' },
    'INPUT_INVALID: charmcraft.yaml:2: "provides" is no mapping: write what Juju reads.',
  ],
  [
    'a list as an endpoint',
    { 'charmcraft.yaml': 'provides: {website: [a]}' },
    'INPUT_INVALID: charmcraft.yaml:1: "website" is no mapping: write what Juju reads.',
  ],
  [
    'a number as an option',
    { 'charmcraft.yaml': 'config: {options: {port: 80}}' },
    'INPUT_INVALID: charmcraft.yaml:1: "port" is no mapping: write what Juju reads.',
  ],
  ['a NUL', { 'charmcraft.yaml': 'name: "\0"' }, 'INPUT_INVALID: charmcraft.yaml has a NUL in it: it is no text.'],
  ['bytes', { 'charmcraft.yaml': Uint8Array.of(0xff) }, 'INPUT_INVALID: charmcraft.yaml is not UTF-8: give text.'],
]

test.each(unreadable)('%s is refused', async (_what, files, expected) => {
  const directory = directoryWith(files)
  const { status, out, err } = await interlayer(['check', '--entry', charm], { directory })
  expect([status >= 64, out, err.replaceAll(directory, 'DIR')]).toEqual([true, '', `${expected}\n`])
})

test('names of JavaScript’s prototypes are endpoints like any other', async () => {
  const directory = directoryWith({
    'charmcraft.yaml': 'provides:\n  __proto__: {interface: http}\n  constructor: http\n',
  })
  const { status, out } = await interlayer(['check', '--json', '--entry', charm], { directory })
  expect(status).toBe(1)
  expect(['"__proto__', '"constructor'].filter((name) => !out.includes(`Endpoint \\${name}\\" is not in`))).toEqual([])
})

const uncharmed: readonly (readonly [what: string, files: Readonly<Record<string, string>>, expected: string])[] = [
  [
    'no package',
    {},
    "FILE_UNREADABLE: DIR has no charm: there is neither interlayer.yaml nor src/charm.ts. Write one, or name the charm's module by exports in package.json.",
  ],
  [
    'a module that is not there',
    { 'package.json': '{"main": "dist/charm.js"}' },
    "FILE_UNREADABLE: DIR has no dist/charm.js, which package.json names as the charm's module. Build it, or correct the name.",
  ],
  [
    'a module without a charm',
    { 'package.json': '{"exports": {".": {"import": "./charm.mjs"}}}', 'charm.mjs': 'export default {}' },
    'INPUT_INVALID: charm.mjs exports no charm: export what defineCharm gives as its default.',
  ],
  [
    'a module that throws',
    { 'package.json': '{"exports": "./charm.mjs"}', 'charm.mjs': "throw new Error('not today')" },
    'INPUT_INVALID: charm.mjs cannot be loaded: not today',
  ],
  [
    'a declaration that is no YAML',
    { 'interlayer.yaml': 'endpoints: [' },
    'INPUT_INVALID: interlayer.yaml:1 is not YAML (BAD_INDENT): write what Juju reads.',
  ],
]

test.each(uncharmed)('%s is no charm', async (_what, files, expected) => {
  const directory = directoryWith({ ...files, 'charmcraft.yaml': 'name: x\n' })
  const { status, err } = await interlayer(['check'], { directory })
  expect([status >= 64, err.replaceAll(directory, 'DIR')]).toEqual([true, `${expected}\n`])
})

const declaration = `endpoints:
  website: ${JSON.stringify(join(root, 'packages/interface-http/src/index.ts'))}
  host: ${JSON.stringify(join(root, 'packages/interface-juju-info/src/index.ts'))}
actions:
  restart: handlers/restart
`

test('interlayer.yaml is compared too; of what it leaves to the metadata nothing is said', async () => {
  const metadata = 'subordinate: true\nprovides: {website: http}\nconfig: {options: {port: {type: int}}}\n'
  const directory = directoryWith({ 'interlayer.yaml': declaration, 'charmcraft.yaml': metadata })
  expect(await interlayer(['check'], { directory })).toEqual({
    status: 1,
    out: `charmcraft.yaml:4  Endpoint "host" is not in charmcraft.yaml. Declare it under requires.
     4 + requires:
     5 +   host:
     6 +     interface: juju-info
     7 +     scope: container

charmcraft.yaml:4  Action "restart" is not in charmcraft.yaml. Declare it under actions.
     4 + actions:
     5 +   restart: {}

2 points differ between the metadata and interlayer.yaml.
`,
    err: '',
  })
})

test('the side of an endpoint that interlayer.yaml leaves open is that of the metadata, and is not made up', async () => {
  const directory = directoryWith({ 'interlayer.yaml': declaration, 'charmcraft.yaml': 'requires: {website: http}\n' })
  const { out } = await interlayer(['meta'], { directory })
  expect(out).toContain('requires:\n  website:\n    interface: http\n')
  expect(out).toMatch(/\nactions:\n {2}restart: \{\}\n$/)
  const bare = directoryWith({ 'interlayer.yaml': declaration, 'charmcraft.yaml': 'name: x\n' })
  const { status, err } = await interlayer(['meta'], { directory: bare })
  expect([status, err]).toEqual([
    65,
    'INPUT_INVALID: Endpoint "website" may be under provides or requires: declare it in charmcraft.yaml, which says it.\n',
  ])
  const found = await interlayer(['check'], { directory: bare })
  expect(found.out).toContain(
    'Endpoint "website" is not in charmcraft.yaml. Declare it under provides or requires.\n\n',
  )
})

test('a folder in the place of a file cannot be read', async () => {
  const directory = directoryWith({})
  mkdirSync(join(directory, 'charmcraft.yaml'))
  expect(await interlayer(['check', '--entry', charm], { directory })).toEqual({
    status: 66,
    out: '',
    err: 'FILE_UNREADABLE: charmcraft.yaml cannot be read (EISDIR): name a file that can.\n',
  })
})
