import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { settleFile } from '../src/document-file.ts'

test('a file that is missing or stale fails, until it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'compat-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'COMPAT.md')
  const statuses = [
    await settleFile(path, 'one', { write: false }),
    await settleFile(path, 'one', { write: true }),
    await settleFile(path, 'one', { write: false }),
    await settleFile(path, 'two', { write: false }),
  ]
  expect([statuses, readFileSync(path, 'utf8')]).toEqual([[1, 0, 0, 1], 'one'])
})
