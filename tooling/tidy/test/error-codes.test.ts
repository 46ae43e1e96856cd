import { expect, test } from 'vitest'
import { errorCodesOnce } from '../src/error-codes.ts'

const check = (files: Record<string, string>) => errorCodesOnce(new Map(Object.entries(files)))
const codes = { 'packages/a/src/errors.ts': 'export const errorCodes = {}' }
const row = '| `DOOR_LOCKED` | It is locked. |'
const block = `<!-- errors: pnpm docs:generate -->\n\n${row}\n\n<!-- end of errors -->`

test('codes are listed in the README of their package, and explained nowhere else', () => {
  expect(check({ ...codes, 'packages/a/README.md': block })).toEqual([])
  expect(check({ ...codes, 'packages/a/README.md': '' })).toEqual([
    'packages/a/src/errors.ts has codes that packages/a/README.md does not list: put the marks of the block "errors" into it, and the codes into tooling/generate/src/documents.ts.',
  ])
  expect(check({ 'packages/b/README.md': `${block}\n\n${row}` })).toEqual([
    'packages/b/README.md explains DOOR_LOCKED by hand: let the generated table of its package do that.',
  ])
})
