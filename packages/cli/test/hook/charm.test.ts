import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HttpProvider } from '@interlayer/interface-http'
import { expect, onTestFinished, test } from 'vitest'
import { readCharmDirectory } from '../../src/charm/charm-directory.ts'

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url))

const charmcraft = `
provides: { website: { interface: http } }
requires:
  host: { interface: juju-info, scope: container }
  wide: { interface: http, scope: container }
  old: mysql
peers: { cluster: { interface: http } }
config: { options: { port: { type: int, default: 80 }, ratio: { type: float, default: 0.5 }, note: { type: string } } }
actions: { restart: { params: { force: { type: boolean } } } }
`
const website = "endpoints: { website: '@interlayer/interface-http' }\n"

function charmDirectory(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-charm-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const all = { 'charmcraft.yaml': charmcraft, 'handlers/ok': '#!/bin/sh\n', 'handlers/plain': '', ...files }
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), text)
  }
  chmodSync(join(directory, 'handlers/ok'), 0o755)
  symlinkSync(packages, join(directory, 'node_modules'))
  return directory
}

async function problemOf(declaration: string): Promise<string> {
  const directory = charmDirectory({ 'interlayer.yaml': declaration })
  const error = await readCharmDirectory(directory).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return String(error).replaceAll(directory, 'DIR')
}

test('a charm is what interlayer.yaml and charmcraft.yaml say together', async () => {
  const directory = charmDirectory({
    'interlayer.yaml': `${website}
flags:
  configured: { description: Done., clearedBy: { any: [config.changed, 'hook:upgrade-charm'] } }
  serving: { description: Up., is: [configured, website.available] }
handlers:
  - { when: [website.available, { not: configured }], run: [handlers/ok, --fast], id: configure, timeout: 1.5 }
  - { when: { all: [leader, { any: config.changed.port }] }, run: handlers/ok }
  - { when: hook:install, run: handlers/ok, once: true, id: first }
actions: { restart: handlers/ok }
`,
  })
  const charm = await readCharmDirectory(directory)
  expect({
    endpoints: charm.endpoints,
    flags: charm.flags,
    config: Object.entries(charm.config).map(([name, { codec, presence }]) => [name, codec, presence]),
    handlers: charm.handlers.map(({ id, condition, once }) => ({ id, condition, once })),
    actions: [...charm.actions].map(([name, { params }]) => [name, Object.keys(params)]),
  }).toEqual({
    endpoints: { website: HttpProvider },
    flags: {
      configured: { description: 'Done.', clearedBy: { any: ['config.changed', 'hook:upgrade-charm'] } },
      serving: { description: 'Up.', is: { all: ['configured', 'website.available'] } },
    },
    config: [
      ['port', 'integer', 'default'],
      ['ratio', 'float', 'default'],
      ['note', 'text', 'optional'],
    ],
    handlers: [
      { id: 'configure', condition: { all: ['website.available', { none: ['configured'] }] }, once: false },
      { id: '2 handlers/ok', condition: { all: ['leader', { any: ['config.changed.port'] }] }, once: false },
      { id: 'first', condition: 'hook:install', once: true },
    ],
    actions: [['restart', ['force']]],
  })
})

test.each([
  [
    'an unknown endpoint',
    "endpoints: { websit: '@interlayer/interface-http' }",
    'interlayer.yaml, endpoints.websit: charmcraft.yaml declares no endpoint "websit". Did you mean "website"?',
  ],
  [
    'a package that is not installed',
    "endpoints: { website: '@interlayer/interface-nowhere' }",
    `@interlayer/interface-nowhere cannot be loaded from DIR: Cannot find module '@interlayer/interface-nowhere'. Install it there with npm or pnpm.`,
  ],
  [
    'a package of another interface',
    "endpoints: { website: '@interlayer/interface-mysql' }",
    'interlayer.yaml, endpoints.website: @interlayer/interface-mysql speaks "mysql", and provides.website of charmcraft.yaml has the interface "http": make them agree.',
  ],
  [
    'a role for which the package has no class',
    "endpoints: { cluster: '@interlayer/interface-http' }",
    'interlayer.yaml, endpoints.cluster: @interlayer/interface-http has the sides provides, requires, and peers.cluster of charmcraft.yaml is under peers.',
  ],
  [
    'a file that is not there',
    "endpoints: { host: '@interlayer/interface-juju-info' }\nhandlers: [{ when: host.joined, run: handlers/nowhere }]",
    'interlayer.yaml, handlers[0].run: there is no file DIR/handlers/nowhere: write it, or name another.',
  ],
  [
    'another scope',
    "endpoints: { wide: '@interlayer/interface-http' }",
    'interlayer.yaml, endpoints.wide: "http" has the scope global, and requires.wide of charmcraft.yaml has container: leave its scope out there.',
  ],
  [
    'an unknown section',
    'handler: []',
    'interlayer.yaml, handler: is not read here. There are: endpoints, flags, handlers, actions.',
  ],
  [
    'an unknown key of a handler',
    'handlers: [{ when: leader, exec: handlers/ok }]',
    'interlayer.yaml, handlers[0].exec: is not read here. There are: when, run, id, once, timeout.',
  ],
  [
    'an unknown condition',
    `${website}handlers: [{ when: [leader, website.availble], run: handlers/ok }]`,
    'interlayer.yaml, handlers[0].when: There is no flag "website.availble" in this charm. Did you mean "website.available"?',
  ],
  [
    'an unknown condition of a flag',
    `${website}flags: { one: One., two: { description: Two., clearedBy: { not: [website.nothing] } } }`,
    'interlayer.yaml, flags.two: There is no flag "website.nothing" in this charm. Did you mean "website.joined"?',
  ],
  [
    'a file that is not executable',
    'handlers: [{ when: leader, run: handlers/plain }]',
    'interlayer.yaml, handlers[0].run: DIR/handlers/plain is not executable: set its mode to 755.',
  ],
  [
    'a handler without a condition',
    'handlers: [{ run: handlers/ok }]',
    'interlayer.yaml, handlers[0].when: found nothing: write a condition: a name, a list, or one of all, any and not.',
  ],
  [
    'a handler that runs once without an id',
    'handlers: [{ when: leader, run: handlers/ok, once: true }]',
    'interlayer.yaml, handlers[0]: runs once, so it needs an id that stays the same: write one under "id".',
  ],
  [
    'two handlers with one id',
    'handlers: [{ when: leader, run: handlers/ok, id: a }, { when: leader, run: handlers/ok, id: a }]',
    'interlayer.yaml, handlers[1].when: Two handlers have the id "a". Give one of them another.',
  ],
  [
    'a timeout that is none',
    'handlers: [{ when: leader, run: handlers/ok, timeout: 0 }]',
    'interlayer.yaml, handlers[0].timeout: is no time in seconds: write a number up to 2147483.',
  ],
  [
    'an unknown action',
    'actions: { restrat: handlers/ok }',
    'interlayer.yaml, actions.restrat: charmcraft.yaml declares no action "restrat". Did you mean "restart"?',
  ],
])('refuses %s, and names the place', async (_what, declaration, message) => {
  expect(await problemOf(declaration)).toBe(`CliError: ${message}`)
})

test('a charm with metadata.yaml has its configuration and actions in files of their own', async () => {
  const directory = charmDirectory({
    'metadata.yaml': 'name: web',
    'config.yaml': 'options: { port: { type: int } }',
    'actions.yaml': 'restart: {}',
    'interlayer.yaml': 'actions: { restart: handlers/ok }\nhandlers: [{ when: config.changed.port, run: handlers/ok }]',
  })
  const charm = await readCharmDirectory(directory)
  expect([Object.keys(charm.config), [...charm.actions.keys()]]).toEqual([['port'], ['restart']])
})
