import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = new URL('../src/main.ts', import.meta.url).pathname

// Tests of interface packages are asked for their stories, which no file of tests can do to another.
test('what documents say of definitions is what the definitions say; if not, pnpm docs:generate writes it', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@interlayer/source',
    program,
    '--check',
  ])
  expect(stdout).toBe('')
})
