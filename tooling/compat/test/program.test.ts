import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const program = join(import.meta.dirname, '../src/program.ts')

/** Runs the command where the PATH has nothing at all. */
function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const path = mkdtempSync(join(tmpdir(), 'empty-path-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@interlayer/source', program, ...args],
    { encoding: 'utf8', env: { PATH: path } },
  )
  return { status, stdout, stderr }
}

test('without Python it says so and ends with status 3', () => {
  expect(run()).toEqual({
    status: 3,
    stdout: '',
    stderr: 'PYTHON_MISSING: python3 cannot be run. Install Python 3.9 or later and put it on the PATH.\n',
  })
})

test('wrong usage is status 2 and says what is right', () => {
  expect([run('ftp'), run('--write', 'mysql'), run('--all')]).toMatchObject([
    {
      status: 2,
      stderr: expect.stringMatching(/^There is no pair "ftp": there are .*, tls-certificates\.\n$/) as string,
    },
    { status: 2, stderr: '--write takes all pairs: leave the names out.\n' },
    { status: 2, stderr: expect.stringContaining("'--all'") as string },
  ])
})

test('help says how it is used, and runs nothing', () => {
  expect(run('--help')).toEqual({
    status: 0,
    stdout: expect.stringContaining('pnpm test:interop') as string,
    stderr: '',
  })
})
