import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pythonEnvironment } from '@interlayer/python'
import { beforeAll, expect, test } from 'vitest'
import { architectures, bases } from '../../src/pack/charmcraft.ts'
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
  readonly architectures: readonly string[]
  readonly charms: readonly { readonly made: Readonly<Record<string, object>>; readonly read: object }[]
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
const parts = { charm: { plugin: 'nil' } }

const executables = {
  'interlayer.yaml': {
    endpoints: { website: '@interlayer/interface-http' },
    handlers: [{ when: 'website.available', run: 'handlers/configure' }],
  },
  'src/charm.ts': undefined,
  'handlers/configure': '#!/bin/sh\ninterlayer call website configure --port 80\n',
}

test('charmcraft would write the same files under the same names, and reads those in a packed charm', async () => {
  const directories = [
    charmProject({ 'charmcraft.yaml': whole }),
    charmProject({ 'charmcraft.yaml': { ...charmcraft, parts, base: undefined, platforms } }),
    charmProject({ ...executables, 'charmcraft.yaml': { ...charmcraft, parts } }),
  ]
  for (const directory of directories) expect(await pack(directory)).toMatchObject({ status: 0 })
  const script = join(import.meta.dirname, 'judge.py')
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the script prints this
  const judged: Judged = JSON.parse(await run(environment.python, script, ...directories))
  expect(judged).toMatchObject({ bases: [...bases].sort(), architectures: [...architectures].sort() })
  for (const { made, read } of judged.charms) expect(read).toEqual(made)
  expect(judged.charms.map(({ made }) => Object.keys(made).sort())).toEqual([
    ['website_amd64.charm'],
    ['website_big.charm', 'website_ubuntu@22.04-arm64.charm', 'website_ubuntu@24.04-amd64.charm'],
    ['website_amd64.charm'],
  ])
})

test.each([
  ['a TypeScript charm', {}],
  ['a charm of executables', executables],
])('charmcraft analyse finds no fault with %s', async (_, files) => {
  const directory = charmProject(files)
  await pack(directory)
  const charm = join(directory, 'out/website_amd64.charm')
  const said = await run(join(environment.python, '../charmcraft'), 'analyse', '--format', 'json', charm)
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- charmcraft prints this
  const findings: readonly { name: string; result: string }[] = JSON.parse(said)
  expect(Object.fromEntries(findings.map(({ name, result }) => [name, result]))).toEqual({
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
  })
})
