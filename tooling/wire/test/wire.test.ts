import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wireFiles } from '../src/contracts.ts'

test('the wire.json of every interface package says what its definition says', async () => {
  const stale = (await wireFiles()).filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text)
  expect(stale.map(({ path }) => `${path} is stale or missing: run pnpm wire, and commit what it writes.`)).toEqual([])
})
