import { expect, test } from 'vitest'
import { deployBundle, Model, readBundle, readCharmDirectory } from '../src/index.ts'
import { idle } from './support/program.ts'

const text = `
name: a site
default-base: ubuntu@24.04
applications:
  proxy:
    charm: ./charms/proxy
    num_units: 1
    options: {port: 8080, tls: no}
    expose: true
    to: ["0"]
  website: {charm: ./charms/website, num_units: 2, constraints: mem=1G}
  watcher: {charm: ./charms/watcher}
machines: {"0": {}}
relations:
- [proxy:reverseproxy, website:website]
- - watcher
  - website
`

const directories: Readonly<Record<string, string>> = {
  './charms/proxy': `
name: proxy
requires: {reverseproxy: {interface: http, limit: 5}}
config:
  options:
    port: {type: int, default: 80, description: Where to listen.}
    tls: {type: boolean, default: true}
`,
  './charms/website': 'name: website\nprovides: {website: http}\npeers: {cluster: {interface: cluster}}',
  './charms/watcher': `
name: watcher
subordinate: true
requires: {principal: {interface: juju-info, scope: container}}
`,
}

test('a bundle in Juju’s own format deploys and relates', async () => {
  const model = new Model()
  const bundle = await deployBundle(model, text, (path) => ({
    program: idle,
    metadata: readCharmDirectory({ 'charmcraft.yaml': directories[path] ?? '' }),
  }))
  await model.settle()
  expect(bundle.applications.map(({ name, charm, units }) => [name, charm, units])).toEqual([
    ['proxy', './charms/proxy', 1],
    ['website', './charms/website', 2],
    ['watcher', './charms/watcher', 0],
  ])
  expect(model.units.map(({ name }) => name)).toEqual(['proxy/0', 'website/0', 'website/1', 'watcher/0', 'watcher/1'])
  expect(model.relations.map(({ key, scope }) => [key, scope])).toEqual([
    ['website:cluster', 'global'],
    ['proxy:reverseproxy website:website', 'global'],
    ['watcher:principal website:juju-info', 'container'],
  ])
  expect(Object.fromEntries(model.applications[0]?.config ?? [])).toEqual({ port: 8080, tls: false })
})

test.each([
  ['no applications', 'relations: []', 'bundle.yaml: has no applications: list them under "applications".'],
  [
    'no charm',
    'applications: {web: {num_units: 1}}',
    'bundle.yaml, applications.web: has no charm: name its directory under "charm".',
  ],
  [
    'units in words',
    'applications: {web: {charm: ./web, num_units: two}}',
    'bundle.yaml, applications.web.num_units: found a string: write a whole number.',
  ],
  [
    'a list of options',
    'applications: {web: {charm: ./web, options: [1]}}',
    'bundle.yaml, applications.web.options: found a list: write a mapping.',
  ],
  [
    'a mapping as option',
    'applications: {web: {charm: ./web, options: {a: {b: c}}}}',
    'bundle.yaml, applications.web.options.a: found a mapping: write a text, a number, true or false.',
  ],
  [
    'an unknown application',
    'applications: {web: {charm: ./web}}\nrelations: [[web:a, db:b]]',
    'bundle.yaml, relations[0][1]: there is no application "db" in this bundle: there are web.',
  ],
  [
    'half a relation',
    'applications: {web: {charm: ./web}}\nrelations: [[web:a]]',
    'bundle.yaml, relations[0]: is not a pair: name two endpoints.',
  ],
  ['nothing', '', 'bundle.yaml: has no applications: list them under "applications".'],
])('a bundle with %s is refused with the place', (_, wrong, message) => {
  expect(() => readBundle(wrong)).toThrow(expect.objectContaining({ code: 'BUNDLE_INVALID', message }))
})

test('a mistyped key and broken YAML are refused', () => {
  expect(() => readBundle('applications: {web: {charm: ./web, num_unit: 1}}')).toThrow(
    'bundle.yaml, applications.web.num_unit: "num_unit" is not read here: use one of charm, num_units,',
  )
  expect(() => readBundle('applications: [')).toThrow('bundle.yaml is not YAML: ')
})

test('what a bundle gives an application beside its charm is read as it is written', () => {
  const [given, plain] = readBundle(`
applications:
  web: {charm: ./web, resources: {site: ./site.txt, image: 3}, storage: {data: 'ebs,10G,2', logs: 1}}
  proxy: {charm: ./proxy}
`).applications
  expect(given).toMatchObject({
    resources: { site: './site.txt', image: 3 },
    storage: { data: 'ebs,10G,2', logs: '1' },
  })
  expect(plain).toMatchObject({ resources: {}, storage: {} })
})

test('a charm directory is metadata.yaml with config.yaml, or charmcraft.yaml alone', () => {
  expect(
    readCharmDirectory({
      'charmcraft.yaml': 'type: charm',
      'metadata.yaml': [
        'name: web',
        'provides: {website: {interface: http, optional: true}}',
        'storage: {data: {type: filesystem}, logs: {type: block, multiple: {range: 0-3}}, one: {type: block, multiple: {range: 2}}}',
        'resources: {site: {filename: site.txt}, image: {type: oci-image}}',
      ].join('\n'),
      'config.yaml': 'options: {port: {type: int, default: 80}, name: {type: string, default: null}}',
    }),
  ).toEqual({
    name: 'web',
    provides: { website: { interface: 'http', optional: true } },
    requires: {},
    peers: {},
    storage: {
      data: { type: 'filesystem' },
      logs: { type: 'block', multiple: { range: '0-3' } },
      one: { type: 'block', multiple: { range: '2' } },
    },
    resources: { site: { type: 'file' }, image: { type: 'oci-image' } },
    config: { options: { port: { type: 'int', default: 80 }, name: { type: 'string' } } },
  })
})

test.each([
  [{}, 'charm directory: has neither metadata.yaml nor charmcraft.yaml: write one of them.'],
  [
    { 'metadata.yaml': 'requires: {a: {interface: x, scope: unit}}' },
    'metadata.yaml, requires.a.scope: found a string: write "global" or "container".',
  ],
  [
    { 'metadata.yaml': 'requires: {a: {scope: global}}' },
    'metadata.yaml, requires.a.interface: found nothing: write a text.',
  ],
  [
    { 'metadata.yaml': 'storage: {data: {type: tape}}' },
    'metadata.yaml, storage.data.type: found a string: write "filesystem" or "block".',
  ],
  [{ 'metadata.yaml': 'subordinate: 1' }, 'metadata.yaml, subordinate: found a number: write true or false.'],
  [
    { 'charmcraft.yaml': 'config: {options: {a: {default: 1}}}' },
    'charmcraft.yaml, config.options.a.type: found nothing: write "string" or "int" or "float" or "boolean".',
  ],
])('a charm directory of %j is refused with the place', (files, message) => {
  expect(() => readCharmDirectory(files)).toThrow(expect.objectContaining({ code: 'CHARM_DIRECTORY_INVALID', message }))
})
