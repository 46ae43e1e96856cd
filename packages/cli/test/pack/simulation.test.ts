import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { HttpRequirer } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
import { Model } from '@interlayer/simulator'
import { expect, onTestFinished, test } from 'vitest'
import { charmcraft, charmModule, charmProject, pack, unzipped, zipped } from '../support/charm-project.ts'

/** The status of a proxy beside the packed charm, and what that printed as warnings. */
async function outcomeOf(file: string): Promise<object> {
  const model = new Model({ seed: 1 })
  onTestFinished(() => model.close())
  const proxy = defineCharm({ endpoints: { backend: HttpRequirer } }).when('backend.available', ({ backend }, hook) => {
    const hosts = backend.services().flatMap((service) => service.hosts)
    hook.status('active', hosts.map(({ port }) => `port ${port}`).join())
  })
  model.deploy('website', { directory: await unzipped(file) })
  model.deploy('proxy', { charm: proxy })
  model.relate('website', 'proxy')
  await model.settle()
  const warnings = model.trace.flatMap((event) =>
    event.event === 'log' && event.level === 'warning' ? event.lines : [],
  )
  return { status: model.status('proxy/0').message, warnings }
}

test('runs from what is in the zip alone', async () => {
  const loading = ".when('hook:install', async () => void (await import('node:os')).hostname())"
  const directory = charmProject({ 'src/charm.ts': `${charmModule.trimEnd()}${loading}` })
  await pack(directory)
  expect(await outcomeOf(join(directory, 'out/website_amd64.charm'))).toEqual({ status: 'port 8080', warnings: [] })
})

const declaration = {
  endpoints: { website: '@interlayer/interface-http' },
  handlers: [{ when: ['website.available'], run: 'scripts/configure' }],
}

/** Asks by the small file alone, by a part that it loads, and by the whole charm. */
const script = `#!/bin/sh -eu
eval "$(interlayer env)"
[ "$(interlayer config --format yaml)" = "port: $CONFIG_PORT" ]
interlayer describe website --format json | grep -q '"configure"'
interlayer when website.available || exit 3
interlayer call website configure --port "$(interlayer config port)"
`

test('runs a charm of executables, which find the interlayer command', async () => {
  const directory = charmProject({
    'charmcraft.yaml': { ...charmcraft, config: { options: { port: { type: 'int', default: 8081 } } } },
    'interlayer.yaml': declaration,
    'src/charm.ts': undefined,
    'scripts/configure': script,
    'scripts/other': '',
  })
  expect(await pack(directory)).toMatchObject({ status: 0, err: '' })
  const file = join(directory, 'out/website_amd64.charm')
  const listed = [...(await zipped(file))].map(([path, { mode }]) => `${mode} ${path.replace(/-\w{16}/, '')}`)
  expect(listed.filter((line) => !line.includes('dist/interlayer-parts/'))).toEqual([
    '100755 bin/interlayer',
    '100644 config.yaml',
    '100755 dispatch',
    '100644 dist/charm.js',
    '100755 dist/dispatch.cjs',
    '100644 dist/interlayer.cjs',
    '100644 manifest.yaml',
    '100644 metadata.yaml',
    '100644 sbom.cdx.json',
    '100755 scripts/configure',
  ])
  expect(await outcomeOf(file)).toEqual({ status: 'port 8081', warnings: [] })
})

test.each([
  [
    { ...declaration, handlers: [{ when: 'website.available', run: 'scripts/gone' }] },
    /^INPUT_INVALID: interlayer\.yaml, handlers\[0\]\.run: there is no file .*scripts\/gone: write it, or name another\.\n$/,
  ],
  [
    { ...declaration, handlers: [{ when: 'website.availible', run: 'scripts/configure' }] },
    /^INPUT_INVALID: interlayer\.yaml, handlers\[0\]\.when: .*website\.availible/,
  ],
  [
    { endpoints: { website: '@interlayer/interface-nowhere' } },
    /^BUNDLE_FAILED: .*Could not resolve '@interlayer\/interface-nowhere'/,
  ],
  [{ endpoints: { web: '@interlayer/interface-http' } }, /^INPUT_INVALID: interlayer\.yaml, endpoints\.web: /],
])('refuses %j with status 65, when it is packed and not in a hook', async (interlayerYaml, message) => {
  const directory = charmProject({ 'interlayer.yaml': interlayerYaml, 'scripts/configure': '#!/bin/sh\n' })
  const { status, err } = await pack(directory)
  expect(status).toBe(65)
  expect(err).toMatch(message)
  expect(readdirSync(directory)).not.toContain('out')
})
