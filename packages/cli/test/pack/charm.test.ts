import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { run } from '../../src/index.ts'
import { charmcraft, charmModule, charmProject, pack, zipped } from '../support/charm-project.ts'
import { interlayer } from '../support/interlayer.ts'

test('writes what Juju reads, from one charmcraft.yaml', async () => {
  const directory = charmProject({
    'charmcraft.yaml': {
      ...charmcraft,
      title: 'Web site',
      links: { contact: 'us@example.com', documentation: 'https://example.com', source: ['https://example.com/git'] },
      config: { options: { port: { type: 'int', default: 80 } } },
      actions: { restart: { description: 'Restarts.' } },
      parts: { charm: { plugin: 'nil' } },
    },
  })
  await pack(directory)
  const files = await zipped(join(directory, 'out/website_amd64.charm'))
  const yaml = (path: string): unknown => parse(files.get(path)?.text ?? '')
  expect(yaml('metadata.yaml')).toEqual({
    name: 'website',
    'display-name': 'Web site',
    summary: 'A website.',
    description: 'It serves.',
    maintainers: ['us@example.com'],
    docs: 'https://example.com/',
    source: ['https://example.com/git'],
    provides: { website: { interface: 'http' } },
  })
  expect(yaml('config.yaml')).toEqual({ options: { port: { type: 'int', default: 80 } } })
  expect(yaml('actions.yaml')).toEqual({ restart: { description: 'Restarts.' } })
  expect(yaml('manifest.yaml')).toEqual({
    'charmcraft-started-at': '1980-01-01T00:00:00.000Z',
    bases: [{ name: 'ubuntu', channel: '24.04', architectures: ['amd64'] }],
    analysis: {
      attributes: [
        { name: 'language', result: 'unknown' },
        { name: 'framework', result: 'unknown' },
      ],
    },
  })
})

test('makes the same bytes each time, also of files that are newer and in another directory', async () => {
  const packed = await Promise.all(
    [0o644, 0o600].map(async (mode) => {
      const directory = charmProject({ 'README.md': 'Read me.', 'templates/site.conf': 'listen' })
      chmodSync(join(directory, 'README.md'), mode)
      await pack(directory)
      return readFileSync(join(directory, 'out/website_amd64.charm'))
    }),
  )
  expect(packed[0]?.equals(packed[1] ?? Buffer.of())).toBe(true)
})

test('dates all files 1980-01-01, whatever the time zone is', async () => {
  const directory = charmProject()
  await pack(directory)
  const files = await zipped(join(directory, 'out/website_amd64.charm'))
  expect(new Set([...files.values()].map(({ date }) => date))).toEqual(new Set([`${(1 << 5) | 1} 0 0`]))
})

test('packs for each platform, named as charmcraft names it', async () => {
  const platforms = {
    'ubuntu@24.04:amd64': null,
    'ubuntu@22.04:arm64': null,
    big: { 'build-on': ['amd64'], 'build-for': 'ubuntu@24.04:s390x' },
    every: { 'build-on': 'ubuntu@24.04:amd64', 'build-for': ['ubuntu@24.04:all'] },
  }
  const directory = charmProject({ 'charmcraft.yaml': { ...charmcraft, base: null, platforms } })
  const { status, out } = await pack(directory, '--json')
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the command prints this
  const { charms }: { charms: { file: string; bases: readonly string[] }[] } = JSON.parse(out)
  expect({ status, charms: charms.map(({ file, bases }) => [file, ...bases]) }).toEqual({
    status: 0,
    charms: [
      [join(directory, 'out/website_ubuntu@24.04-amd64.charm'), 'ubuntu@24.04:amd64'],
      [join(directory, 'out/website_ubuntu@22.04-arm64.charm'), 'ubuntu@22.04:arm64'],
      [join(directory, 'out/website_big.charm'), 'ubuntu@24.04:s390x'],
      [join(directory, 'out/website_every.charm'), 'ubuntu@24.04:all'],
    ],
  })
  expect((await pack(directory, '--platform', 'big')).out).toMatch(/^\w{64} {2}\S+website_big\.charm {2}\d+ bytes\n$/)
})

const focal = { name: 'ubuntu', channel: '20.04', architectures: ['amd64'] }
const jammy = { name: 'ubuntu', channel: '22.04', architectures: ['amd64', 'arm64'] }

test('packs for each entry of the older bases, all on which it runs in one manifest', async () => {
  const bases = [focal, { 'build-on': [focal], 'run-on': [focal, jammy] }]
  const directory = charmProject({ 'charmcraft.yaml': { ...charmcraft, base: undefined, platforms: undefined, bases } })
  expect((await pack(directory)).status).toBe(0)
  const manifests = ['website_ubuntu-20.04-amd64', 'website_ubuntu-20.04-amd64_ubuntu-22.04-amd64-arm64'].map(
    async (name) => {
      const files = await zipped(join(directory, `out/${name}.charm`))
      // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- what the file says
      return parse(files.get('manifest.yaml')?.text ?? '')
    },
  )
  expect(await Promise.all(manifests)).toMatchObject([{ bases: [focal] }, { bases: [focal, jammy] }])
  expect(await pack(directory, '--node', '--platform', 'ubuntu-20.04-amd64_ubuntu-22.04-amd64-arm64')).toEqual({
    status: 65,
    out: '',
    err: 'INPUT_INVALID: charmcraft.yaml, bases: ubuntu-20.04-amd64_ubuntu-22.04-amd64-arm64 is for amd64 and arm64, and a Node is for one of them. Write an entry for each, or pack without --node.\n',
  })
})

test('says in JSON what it wrote, with sizes and digests', async () => {
  const directory = charmProject({ 'templates/run': '#!/bin/sh' })
  const { out } = await pack(directory, '--json')
  const file = join(directory, 'out/website_amd64.charm')
  const sizeOf = (content: Buffer | string): object => ({
    bytes: Buffer.byteLength(content),
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  const files = [...(await zipped(file))].map(([path, { mode, text }]) => {
    return { path, executable: mode === '100755', ...sizeOf(text) }
  })
  expect(JSON.parse(out)).toEqual({
    charms: [{ file, platform: 'amd64', bases: ['ubuntu@24.04:amd64'], ...sizeOf(readFileSync(file)), files }],
  })
})

test('copies licence, README, handlers, templates and what is included, and neither tests nor packages', async () => {
  const directory = charmProject({
    'package.json': { interlayer: { include: ['www'] } },
    LICENSE: 'Mine.',
    'README.md': 'Read me.',
    'notes.md': 'Not for others.',
    'templates/site.conf': 'listen',
    'templates/test/site.conf': 'test',
    'www/index.html': '<p>',
    'www/.env': 'PASSWORD=x',
    'www/node_modules/x/index.js': '',
    'extra/run': '#!/bin/sh\n',
    'test/charm.test.ts': '',
  })
  symlinkSync('../www/index.html', join(directory, 'extra/link.html'))
  await pack(directory, '--include', 'extra/')
  const files = await zipped(join(directory, 'out/website_amd64.charm'))
  const listed = [...files].map(([path, { mode }]) => `${mode} ${path.replace(/-\w{16}/, '')}`)
  expect(listed.filter((line) => !line.includes('dist/interlayer-parts/'))).toEqual([
    '100644 LICENSE',
    '100644 README.md',
    '100755 bin/interlayer',
    '100755 dispatch',
    '100644 dist/charm.js',
    '100755 dist/dispatch.cjs',
    '100644 dist/interlayer.cjs',
    '100644 extra/link.html',
    '100755 extra/run',
    '100644 manifest.yaml',
    '100644 metadata.yaml',
    '100644 sbom.cdx.json',
    '100644 templates/site.conf',
    '100644 www/index.html',
  ])
  expect(files.get('extra/link.html')?.text).toBe('<p>')
})

test('bundles the programs that a charm names by URL, and theirs, and copies other files', async () => {
  const directory = charmProject({
    'src/charm.ts': `import { readFileSync } from 'node:fs'
      ${charmModule}
      console.assert(readFileSync(new URL('page.html', import.meta.url), 'utf8') === '<p>')
      export const server = new URL('server.ts', import.meta.url).pathname`,
    'src/server.ts': `import { sep } from 'node:path'
      console.log(sep as string, new URL('./worker.ts', import.meta.url), new URL("page.html", import.meta.url))
      console.log(new URL('.', import.meta.url), new URL('later.json', import.meta.url), new URL('/x', 'http://host'))`,
    'src/worker.ts': 'console.log(1 satisfies number)',
    'src/page.html': '<p>',
  })
  await pack(directory)
  const files = await zipped(join(directory, 'out/website_amd64.charm'))
  const bundled = [...files.keys()]
    .filter((path) => path.startsWith('dist/') && !path.startsWith('dist/interlayer'))
    .map((path) => path.replace(/-\w+\./, '.'))
  expect(bundled).toEqual([
    'dist/charm.js',
    'dist/dispatch.cjs',
    'dist/page.html',
    'dist/server.mjs',
    'dist/worker.mjs',
  ])
  const [, server] = [...files].find(([path]) => path.startsWith('dist/server')) ?? []
  const names = [...files.keys()].map((path) => path.replace('dist/', './'))
  const [worker, page] = [/worker/, /page/].map((name) => names.find((path) => name.test(path)))
  expect([...(server?.text ?? '').matchAll(/new URL\(.([^,]+?).,/g)].map(([, url]) => url)).toEqual([
    worker,
    page,
    '.',
    'later.json',
    '/x',
  ])
})

test('says what it does where a person looks', async () => {
  const directory = charmProject()
  const told: string[] = []
  const status = await run(['pack', '--conditions', '@interlayer/source'], {
    ...{ env: {}, directory, input: () => Promise.resolve(''), out: () => undefined },
    err: (text) => void told.push(text),
    seen: { out: false, err: true },
  })
  expect({ status, told }).toEqual({
    status: 0,
    told: ['bundling the code\n', `writing ${directory}/website_amd64.charm\n`],
  })
})

test('dates the manifest by SOURCE_DATE_EPOCH', async () => {
  const directory = charmProject()
  const args = ['pack', '--conditions', '@interlayer/source']
  await interlayer(args, { directory, env: { SOURCE_DATE_EPOCH: '1700000000' } })
  const files = await zipped(join(directory, 'website_amd64.charm'))
  expect(parse(files.get('manifest.yaml')?.text ?? '')).toHaveProperty(
    'charmcraft-started-at',
    '2023-11-14T22:13:20.000Z',
  )
  expect(await interlayer(args, { directory, env: { SOURCE_DATE_EPOCH: 'today' } })).toEqual({
    status: 64,
    out: '',
    err: 'USAGE: SOURCE_DATE_EPOCH is "today": give whole seconds since 1970, or unset it.\n',
  })
})
