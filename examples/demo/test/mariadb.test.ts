import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { missingPrograms } from '../src/mariadb.ts'

test('a program of MariaDB is missing when it is nowhere, or not to be run', () => {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const name of ['mariadbd', 'mariadb']) writeFileSync(join(directory, name), '')
  chmodSync(join(directory, 'mariadbd'), 0o755)
  expect(missingPrograms(['/nowhere', directory])).toEqual(['mariadb-install-db', 'mariadb'])
  expect(missingPrograms(['/nowhere'])).toEqual(['mariadbd', 'mariadb-install-db', 'mariadb'])
})
