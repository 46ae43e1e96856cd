import { expect, test } from 'vitest'
import { Model } from '../src/index.ts'
import { program, puppet } from './support/program.ts'

test('state belongs to the unit and is committed with the hook', async () => {
  const model = new Model()
  const read: unknown[] = []
  const charm = program(async (tools) => {
    const before = await tools.stateGet()
    await tools.stateSet(
      new Map([
        ['hooks', `${before.get('hooks') ?? ''}.`],
        ['gone', ''],
      ]),
    )
    read.push([tools.context.unit, tools.context.hook, before.get('hooks'), (await tools.stateGet()).get('hooks')])
  })
  model.deploy('one', { program: charm })
  model.deploy('two', { program: charm })
  await model.settle({ units: ['one/0'] })
  await model.settle()
  expect(read).toEqual(
    ['one/0', 'two/0'].flatMap((unit) => [
      [unit, 'install', undefined, '.'],
      [unit, 'leader-elected', '.', '..'],
      [unit, 'config-changed', '..', '...'],
      [unit, 'start', '...', '....'],
    ]),
  )
})

test.each([
  [
    'a value of more than 64 KiB',
    [['key', 'x'.repeat(65_537)]],
    'The state of charm/0 has 65537 bytes under "key", of at most 65536: store less.',
  ],
  [
    'a value of more than 64 KiB in bytes',
    [['key', 'ü'.repeat(32_769)]],
    'The state of charm/0 has 65538 bytes under "key", of at most 65536: store less.',
  ],
  [
    'a key of more than 256 bytes',
    [['k'.repeat(257), 'x']],
    'The state of charm/0 has a key of 257 bytes, of at most 256: store less.',
  ],
  [
    'more than 2 MiB in all',
    Array.from({ length: 33 }, (_, index) => [`key${index}`, 'x'.repeat(65_000)]),
    'The state of charm/0 has 2145155 bytes in all, of at most 2097152: store less.',
  ],
] satisfies [string, string[][], string][])(
  '%s fails the hook, and nothing of it is stored',
  async (_, entries, message) => {
    const model = new Model({ bounds: { retries: 0 } })
    const charm = puppet()
    model.deploy('charm', { program: charm.program })
    await model.settle()
    charm.does((tools) => tools.stateSet(new Map(entries.map(([key = '', text = '']) => [key, text]))))
    model.trigger('charm/0', 'update-status')
    await expect(model.settle()).rejects.toMatchObject({
      code: 'HOOK_FAILED',
      cause: { code: 'FLUSH_REFUSED', message },
    })
    const stored: number[] = []
    charm.does(async (tools) => stored.push((await tools.stateGet()).size))
    await model.settle()
    expect(stored).toEqual([0])
  },
)
