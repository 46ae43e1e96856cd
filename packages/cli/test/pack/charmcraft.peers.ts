import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { pythonEnvironment } from '@interlayer/python'
import { beforeAll, expect, test } from 'vitest'
import { architectures, bases, oldBases } from '../../src/pack/bases.ts'
import { charmcraft, charmProject, pack, temporaryDirectory } from '../support/charm-project.ts'

const environment = { python: '' }
beforeAll(async () => {
  environment.python = (await pythonEnvironment('charmcraft')).python
}, 600_000)

/** What a program of charmcraft's environment prints, and how it ends. It keeps its files to itself. */
async function run(command: string, ...args: readonly string[]): Promise<string> {
  const home = temporaryDirectory()
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_RUNTIME_DIR: home }
  const { stdout } = await promisify(execFile)(command, args, { env })
  return stdout
}

interface Judged {
  readonly bases: readonly string[]
  readonly oldBases: readonly string[]
  readonly architectures: readonly string[]
  readonly charms: readonly {
    /** What charmcraft would write, by the name of the file. */
    readonly made: Readonly<Record<string, object>>
    /** What it reads of the files that were written. */
    readonly read: object
    readonly analysis: Readonly<Record<string, object>>
  }[]
}

/** What charmcraft says of charms that are packed for it. */
async function judge(directories: readonly string[]): Promise<Judged> {
  const pairs: string[] = []
  for (const directory of directories) {
    const output = temporaryDirectory()
    expect(await pack(directory, '--output', output)).toMatchObject({ status: 0, err: '' })
    pairs.push(`${directory}:${output}`)
  }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the script prints this
  return JSON.parse(await run(environment.python, join(import.meta.dirname, 'judge.py'), ...pairs))
}

/** A charm that says everything that can be said. */
const whole = {
  ...charmcraft,
  title: 'Web site',
  assumes: ['juju >= 3.1', { 'any-of': ['k8s-api', 'juju >= 3.6'] }],
  'charm-user': 'non-root',
  links: {
    contact: 'us@example.com',
    documentation: 'https://example.com',
    issues: ['https://example.com/issues', 'https://example.com/more'],
    source: 'https://example.com/git',
    website: 'https://example.com/',
  },
  containers: { web: { resource: 'image' } },
  resources: { image: { type: 'oci-image', description: 'The server.' } },
  devices: { gpu: { type: 'gpu', 'count-min': 1 } },
  'extra-bindings': { admin: null },
  peers: { cluster: { interface: 'website_peers' } },
  requires: { database: { interface: 'mysql', limit: 1, optional: true } },
  storage: { pages: { type: 'filesystem', location: '/srv', 'minimum-size': '1G', multiple: { range: '0-' } } },
  terms: ['us/terms'],
  subordinate: false,
  config: {
    options: {
      port: { type: 'int', default: 80, description: 'A port.' },
      greeting: { type: 'string', default: 'yes' },
      'rate-limit': { type: 'float', default: 0.5 },
      quiet: { type: 'boolean', default: false },
      key: { type: 'secret' },
    },
  },
  actions: {
    restart: {
      description: 'Restarts.\nWith a pause.\n',
      params: { delay: { type: 'integer', default: 0 } },
      required: ['delay'],
      additionalProperties: false,
    },
  },
  analysis: { ignore: { linters: ['naming-conventions'] } },
  parts: { charm: { plugin: 'nil' } },
}

const platforms = {
  'ubuntu@24.04:amd64': null,
  'ubuntu@22.04:arm64': null,
  big: { 'build-on': ['ubuntu@24.04:amd64'], 'build-for': ['ubuntu@24.04:s390x'] },
}
const older = [
  { name: 'almalinux', channel: '9' },
  { name: 'ubuntu', channel: '18.04', architectures: ['amd64', 'arm64'] },
  {
    'build-on': [{ name: 'ubuntu', channel: '20.04' }],
    'run-on': [
      { name: 'ubuntu', channel: '20.04', architectures: ['all'] },
      { name: 'ubuntu', channel: '22.04', architectures: ['s390x', 'amd64'] },
    ],
  },
]
/** The architecture of this machine, which is meant where none is said. */
const here = process.arch === 'x64' ? 'amd64' : process.arch
const everywhere = { all: { 'build-on': ['amd64'], 'build-for': ['all'] } }
const parts = { charm: { plugin: 'nil' } }

const executables = {
  'interlayer.yaml': {
    endpoints: { website: '@interlayer/interface-http' },
    handlers: [{ when: 'website.available', run: 'handlers/configure' }],
  },
  'src/charm.ts': undefined,
  'handlers/configure': '#!/bin/sh\ninterlayer call website configure --port 80\n',
}

/** Everything that its linters have to say of a charm without Python. */
const faultless = {
  language: 'unknown',
  framework: 'unknown',
  'juju-actions': 'ok',
  'juju-config': 'ok',
  metadata: 'ok',
  'naming-conventions': 'ok',
  entrypoint: 'ok',
  'ops-main-call': 'nonapplicable',
  'additional-files': 'nonapplicable',
  'pip-check': 'nonapplicable',
  pydeps: 'nonapplicable',
}

test('charmcraft would write the same files under the same names, and finds no fault with a packed charm', async () => {
  const judged = await judge([
    charmProject({ 'charmcraft.yaml': whole }),
    charmProject({ 'charmcraft.yaml': { ...charmcraft, parts, base: undefined, platforms } }),
    charmProject({ ...executables, 'charmcraft.yaml': { ...charmcraft, parts } }),
    charmProject({ 'charmcraft.yaml': { ...charmcraft, parts, platforms: everywhere } }),
    charmProject({ 'charmcraft.yaml': { ...charmcraft, parts, base: undefined, platforms: undefined, bases: older } }),
  ])
  expect(judged).toMatchObject({
    bases: [...bases].sort(),
    oldBases: [...oldBases].sort(),
    architectures: [...architectures].sort(),
  })
  expect(judged.charms.map(({ made }) => Object.keys(made).sort())).toEqual([
    ['website_amd64.charm'],
    ['website_big.charm', 'website_ubuntu@22.04-arm64.charm', 'website_ubuntu@24.04-amd64.charm'],
    ['website_amd64.charm'],
    ['website_all.charm'],
    [
      `website_almalinux-9-${here}.charm`,
      'website_ubuntu-18.04-amd64-arm64.charm',
      'website_ubuntu-20.04-all_ubuntu-22.04-s390x-amd64.charm',
    ],
  ])
  for (const { made, read, analysis } of judged.charms) {
    expect(read).toEqual(made)
    expect(Object.values(analysis)).toEqual(Object.keys(made).map(() => faultless))
  }
})

test('so with the examples', async () => {
  const found = globSync(join(import.meta.dirname, '../../../../examples/*/charmcraft.yaml')).map(dirname)
  const ours = found.filter((directory) =>
    ['src/charm.ts', 'interlayer.yaml'].some((file) => existsSync(join(directory, file))),
  )
  const { charms } = await judge(ours)
  expect(charms.length).toBeGreaterThan(5)
  for (const { made, read, analysis } of charms) {
    expect(read).toEqual(made)
    expect(Object.values(analysis)).toEqual([faultless])
  }
})
