import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const program = join(import.meta.dirname, '../src/program.ts')

test.each([
  [
    3,
    'without Python',
    [],
    'PYTHON_MISSING: python3 cannot be run. Install Python 3.9 or later and put it on the PATH.\n',
  ],
  [2, 'with usage that is wrong', ['--write', 'mysql'], '--write takes all pairs: leave the names out.\n'],
] as const)('ends with status %i and says why, %s', (status, _, args, stderr) => {
  const path = mkdtempSync(join(tmpdir(), 'empty-path-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  const ended = spawnSync(process.execPath, ['--conditions=@interlayer/source', program, ...args], {
    encoding: 'utf8',
    env: { PATH: path },
  })
  expect([ended.status, ended.stdout, ended.stderr]).toEqual([status, '', stderr])
})
