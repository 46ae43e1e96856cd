import { expect, test } from 'vitest'
import { interfaceFiles } from '../src/interface-files.ts'

const complete = [
  'README.md',
  'package.json',
  'tsconfig.json',
  'tsdown.config.ts',
  'src/index.ts',
  'src/definition.ts',
  'src/requirer.ts',
  'src/testing.ts',
  'test/ftp.test.ts',
  'test/ftp.test-d.ts',
]
const check = (paths: readonly string[]) =>
  interfaceFiles(new Map(paths.map((path) => [`packages/interface-ftp/${path}`, ''])))

test('one side is enough, and what comes later may be there', () => {
  expect(check(complete)).toEqual([])
  expect(check([...complete, 'CHANGELOG.md', 'wire.json', 'wire/history/1.json', 'test/fixtures/a.json'])).toEqual([])
  expect(
    check([
      ...complete,
      'schemas/wire-0/provides.unit.json',
      'src/wire-0/asks.ts',
      'test/ftp.originals.ts',
      'test/support/a.ts',
    ]),
  ).toEqual([])
})

test('a missing file is named', () => {
  expect(check(complete.filter((path) => path !== 'README.md'))).toEqual([
    'packages/interface-ftp/README.md is missing: every interface package has it.',
  ])
})

test('an interface without a side is named', () => {
  expect(check(complete.filter((path) => path !== 'src/requirer.ts'))).toEqual([
    'packages/interface-ftp has no side: write one of src/provider.ts, src/requirer.ts, src/peer.ts.',
  ])
})

test('a file that the shape does not have is named', () => {
  expect(check([...complete, 'src/helpers.ts'])).toEqual([
    'packages/interface-ftp/src/helpers.ts has no place in an interface package: move it into one of its files.',
  ])
})
