import { join } from 'node:path'
import { expect, test } from 'vitest'
import { storageCount } from '../../src/simulate/storage-directive.ts'
import { directoryWith } from '../support/bundle.ts'
import { interlayer, type Ended } from '../support/interlayer.ts'

const charm = {
  'web/charmcraft.yaml': [
    'name: web',
    'resources: { site: { type: file, filename: site.txt }, image: { type: oci-image } }',
    'storage:',
    '  data: { type: filesystem }',
    '  logs: { type: filesystem, multiple: { range: 0-2 } }',
    '  disk: { type: block, multiple: { range: 0- } }',
  ].join('\n'),
  'web/hooks/install':
    '#!/bin/sh -e\ncp "$(resource-get site)" site\necho "$JUJU_UNIT_NAME" > "$(storage-get -s "$(storage-list data)" location)/own"\n',
  'web/hooks/start':
    '#!/bin/sh -e\nown=$(cat "$(storage-get -s "$(storage-list data)" location)/own")\nstatus-set active "$(cat site) for $own with $(storage-list logs --format json)"\n',
  'files/site.txt': 'a page\n',
}

function simulate(more: string): Promise<Ended> {
  const bundle = `applications: { web: { charm: ./web, num_units: 1, ${more} } }\n`
  return interlayer(['simulate', 'bundle.yaml', '--expect', 'web=active'], {
    directory: directoryWith({ ...charm, 'bundle.yaml': bundle }),
  })
}

test('a charm gets the files and the storage that the bundle gives it', { timeout: 60_000 }, async () => {
  const { status, err, out } = await simulate('resources: { site: ./files/site.txt, image: 7 }, storage: { logs: 2 }')
  expect({ status, err, unit: /^web\/0.*$/m.exec(out)?.[0] }).toEqual({
    status: 0,
    err: '',
    unit: 'web/0*  active    idle   127.1.0.1       a page for web/0 with ["logs/1","logs/2"]',
  })
})

const site = 'resources: { site: ./files/site.txt }'

test.each([
  ['', 'resources.site: the charm declares it: write the path of a file, of an empty one where it takes none.'],
  [
    'resources: { site: 3 }',
    'resources.site: the charm declares it: write the path of a file, of an empty one where it takes none.',
  ],
  ['resources: { site: ./files }', 'resources.site: there is no file HERE/files: correct the path.'],
  ['resources: { page: ./files/site.txt }', 'resources.page: the charm declares no such name, but site, image.'],
  [`${site}, storage: { data: 2 }`, 'storage.data: the bundle gives 2, and the charm has 1.'],
  [`${site}, storage: { logs: 'ebs,10G,3' }`, 'storage.logs: the bundle gives 3, and the charm has 0 to 2.'],
  [`${site}, storage: { logs: '1,2' }`, 'storage.logs: "1,2" is no directive: write pool,size,count.'],
  [`${site}, storage: { disk: 10G }`, 'storage.disk: it is a block device, and only directories are there: give 0.'],
  [`${site}, storage: { cache: 1 }`, 'storage.cache: the charm declares no such name, but data, logs, disk.'],
])('what a charm does not get is refused before anything runs: %j', async (more, message) => {
  const { status, out, err } = await simulate(more)
  expect({ status, out, err: err.replace(/\/\S+(?=\/files)/, 'HERE').trim() }).toEqual({
    status: 65,
    out: '',
    err: `INPUT_INVALID: bundle.yaml, applications.web.${message}`,
  })
})

test('a charm that runs in the process of the command is refused what only a unit of its own has', async () => {
  const keeper = join(import.meta.dirname, 'fixtures/keeper')
  const directory = directoryWith({ 'bundle.yaml': `applications: { keeper: { charm: ${keeper}, num_units: 1 } }\n` })
  expect((await interlayer(['simulate', 'bundle.yaml'], { directory })).err).toBe(
    'INPUT_INVALID: bundle.yaml, applications.keeper.charm: it runs in this process, which has no "data" for it: pack it, and name the .charm.\n',
  )
})

test('storage is counted as Juju counts it: by the directive, or the least that the charm allows', () => {
  const ranges = [undefined, '0-', '1+', '2', '0-10']
  expect(ranges.map((range) => storageCount(undefined, range))).toEqual([1, 0, 1, 2, 0])
  expect(['1G', 'ebs', '3', '2,1G', 'ebs,1G,4'].map((one) => storageCount(one, '0-10'))).toEqual([1, 1, 3, 2, 4])
  expect(storageCount('0', 'some')).toBe('its range "some" is none: write it as 0-, 1-3 or 2')
})
