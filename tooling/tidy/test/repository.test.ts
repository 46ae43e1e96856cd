import { expect, test } from 'vitest'
import { compliance } from '../src/compliance.ts'
import { cycles } from '../src/cycles.ts'
import { interfaceFiles } from '../src/interface-files.ts'
import { layers } from '../src/layers.ts'
import { lineLimits } from '../src/line-limits.ts'
import { readRepository } from '../src/repository.ts'

const repository = readRepository()

test.each(Object.entries({ lineLimits, layers, cycles, interfaceFiles, compliance }))(
  'this repository keeps %s',
  (_name, rule) => {
    expect(rule(repository)).toEqual([])
  },
)

test('the repository that is read is this one', () => {
  expect([...repository.keys()]).toContain('tooling/tidy/src/repository.ts')
})
