import { expect, test } from 'vitest'
import { compliance } from '../src/compliance.ts'

const call = "testInterface({ sides, partners, fixtures: [new URL('fixtures/ftplib/', import.meta.url)] })\n"
const check = (tests: string, others: Readonly<Record<string, string>> = {}) =>
  compliance(
    new Map([
      ['packages/interface-ftp/package.json', '{}'],
      ['packages/interface-ftp/test/ftp.test.ts', tests],
      ...Object.entries(others),
    ]),
  )
const recorded = { 'tooling/originals/fixtures/ftplib/one.json': '{ "interface": "ftp" }' }

test('a package that calls the suite first, with what was recorded, is fine', () => {
  expect(check(`${call}test('more', () => {})`, recorded)).toEqual([])
  expect(check('testInterface({ sides, partners })')).toEqual([])
})

test('a package that does not call the suite is named', () => {
  const said = [
    'packages/interface-ftp/test/ftp.test.ts does not call the compliance suite: begin it with testInterface({ sides, partners }).',
  ]
  expect(check("test('more', () => {})")).toEqual(said)
  expect(check(`// ${call}if (soon) ${call}`)).toEqual(said)
})

test('tests before the suite are named', () => {
  expect(check(`test.each([1])('more', () => {})\n${call}`)).toEqual([
    'packages/interface-ftp/test/ftp.test.ts has tests before the compliance suite: call testInterface first.',
  ])
})

test('what was recorded of an original and is not read is named', () => {
  expect(check('testInterface({ sides, partners })', recorded)).toEqual([
    'packages/interface-ftp/test/ftp.test.ts does not read what was recorded in tooling/originals/fixtures/ftplib: name the folder in fixtures.',
    'packages/interface-ftp/test/ftp.test.ts has an original and gives the compliance suite no fixtures: name the folders of its stories.',
  ])
})

test.each(['test.skip', 'it.only', 'describe.skipIf(slow)', 'test.todo', 'test.concurrent.fails', 'context.skip'])(
  'a test that is left out by %s is named, anywhere',
  (omission) => {
    const path = 'examples/shop/test/shop.test.ts'
    expect(check(call, { [path]: `\n${omission}('later', () => {})` })).toEqual([
      `${path}:2 leaves tests out by ${omission.replace('(slow)', '')}: mend or delete them.`,
    ])
  },
)
