import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leftSchemas, root, wireFiles } from '../src/contracts.ts'

const files = await wireFiles()

test('the wire.json and the schemas of every interface package say what its definition says', () => {
  const stale = files.filter(({ path, text }) => {
    const file = join(root, path)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  })
  expect(stale.map(({ path }) => `${path} is stale or missing: run pnpm wire, and commit what it writes.`)).toEqual([])
})

test('there is no schema of a databag that no definition has', () => {
  expect(leftSchemas(files).map((path) => `${path} belongs to no databag: run pnpm wire, which removes it.`)).toEqual(
    [],
  )
})
