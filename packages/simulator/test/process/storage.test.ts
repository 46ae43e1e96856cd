import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Model } from '../../src/index.ts'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'

const timeout = 60_000

const hooks = {
  'hooks/data-storage-attached': [
    'echo "$JUJU_STORAGE_ID $JUJU_STORAGE_KIND $(storage-get kind) $(storage-list)"',
    '[ "$JUJU_STORAGE_LOCATION" = "$(storage-get location)" ]',
    'echo "$JUJU_STORAGE_ID" > "$JUJU_STORAGE_LOCATION/name"',
  ].join('\n'),
  'hooks/install': 'cat "$(storage-get -s data/0 location)/name"; storage-list logs',
  'hooks/data-storage-detaching': 'cat "$(storage-get location)/name"; echo "$JUJU_STORAGE_LOCATION"',
}

function said({ trace }: Model): readonly string[] {
  return trace.flatMap((event) => (event.event === 'log' ? event.lines : []))
}

test(
  'storage is attached before install and when a hook asks for more, and detached before the unit goes',
  { timeout },
  async () => {
    const model = closingModel()
    model.deploy('web', { directory: charmDirectory(hooks), storage: { data: 1, logs: 0 } })
    await model.settle()
    expect(await model.exec('web/0', 'storage-add data=1; storage-list')).toMatchObject({ stdout: 'data/0\n' })
    await model.settle()
    expect((await model.exec('web/0', 'storage-list --format=json')).stdout).toBe('["data/0","data/1"]\n')
    model.removeUnit('web/0')
    await model.settle()
    const [attached, inside, more, , ...detached] = said(model)
    expect([attached, inside, more]).toEqual([
      'data/0 filesystem filesystem data/0',
      'data/0',
      'data/1 filesystem filesystem data/0',
    ])
    expect([detached[0], detached[2]]).toEqual(['data/0', 'data/1'])
    expect([detached[1], detached[3]].map((directory = '') => existsSync(directory))).toEqual([false, false])
    const ran = model.trace.flatMap((event) =>
      event.event === 'hook' ? [[event.hook, event.storage].join(' ').trim()] : [],
    )
    expect(ran).toEqual([
      'data-storage-attached data/0',
      ...['install', 'leader-elected', 'config-changed', 'start'],
      'data-storage-attached data/1',
      'data-storage-detaching data/0',
      'data-storage-detaching data/1',
      ...['stop', 'remove'],
    ])
  },
)

test(
  'storage that is unknown or misspelt is refused, and a hook that asks for it commits nothing',
  { timeout },
  async () => {
    const model = closingModel()
    model.deploy('web', { directory: charmDirectory({}), storage: { data: 1 } })
    await model.settle()
    const refusals = {
      'storage-get -s data/0 size': [1, 'ERROR invalid storage attribute "size"\n'],
      'storage-get -s data/7': [2, 'ERROR invalid value "data/7" for option -s: storage "data/7" not found\n'],
      'storage-get': [2, 'ERROR no storage instance specified\n'],
      'storage-add data=1001': [1, 'ERROR cannot add 1001 of storage "data"\n'],
    }
    for (const [command, [code, stderr]] of Object.entries(refusals))
      expect(await model.exec('web/0', command)).toEqual({ code, stdout: '', stderr })
    const half = { directory: charmDirectory({}), storage: { data: 0.5 } }
    expect(() => model.deploy('half', half)).toThrow(
      'A unit cannot have storage "data" 0.5 times: give a whole number.',
    )
    await model.exec('web/0', 'storage-add data disks; state-set a=1')
    expect((await model.exec('web/0', 'state-get; storage-list')).stdout).toBe('{}\ndata/0\n')
  },
)
