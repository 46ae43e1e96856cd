import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pythonEnvironment } from '@interlayer/python'
import { expect, onTestFinished, test } from 'vitest'

const charm = fileURLToPath(new URL('..', import.meta.url))
const program = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url))

/** A hundred processes of Python, on a machine that may be busy. */
const timeout = 600_000

interface Ended {
  readonly status: number | string | null | undefined
  readonly printed: string
}

/** Runs a program where there are Python with ops and pytest, and `interlayer`, which takes its hook tools in Go. */
async function run(file: string, args: readonly string[] = []): Promise<Ended> {
  const { python } = await pythonEnvironment('ops-pytest')
  const bin = mkdtempSync(join(tmpdir(), 'interlayer-bin-'))
  onTestFinished(() => rmSync(bin, { recursive: true }))
  const { INTERLAYER_TEST_TOOLS: tools = '', PATH = '' } = process.env
  const command = [process.execPath, '--conditions=@interlayer/source', program].map((word) => `'${word}'`).join(' ')
  const script = `#!/bin/sh\nexec ${command} "$@" --hook-tools '${tools}'\n`
  writeFileSync(join(bin, 'interlayer'), script, { mode: 0o755 })
  const env = { ...process.env, PATH: [bin, dirname(python), PATH].join(delimiter) }
  return new Promise((resolve) => {
    execFile(file, args, { cwd: charm, env, timeout }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : error.code, printed: stdout + stderr })
    })
  })
}

test('one line in a pytest runs a charm on ops against fifty units, while hooks are killed', { timeout }, async () => {
  const { status, printed } = await run('python', ['-m', 'pytest', '-q', '-s', '-p', 'no:cacheprovider', 'tests'])
  expect(printed).toMatch(/^visitor +active +50 /m)
  expect(printed).toMatch(
    /^held: seed 0; \d+ hooks, of which \d\d were killed or refused their commit, and ran again\.$/m,
  )
  expect(printed).toMatch(/^1 passed in /m)
  expect(status).toBe(0)
})

test('one line in a shell script tries one order of hooks after the other', { timeout }, async () => {
  const { status, printed } = await run('./tests/simulate.sh')
  expect(printed).toMatch(/^visitor\/1 +active +idle +127\.1\.0\.3 +sees port 8081$/m)
  expect(printed).toMatch(/^held: 2 seeds to 2; 30 hooks in the last, of which 4 were killed/m)
  expect(status).toBe(0)
})

test('an exception in a charm on ops ends with its traceback and status 1', { timeout }, async () => {
  const broken = mkdtempSync(join(tmpdir(), 'interlayer-broken-'))
  onTestFinished(() => rmSync(broken, { recursive: true }))
  writeFileSync(join(broken, 'bundle.yaml'), 'applications: { broken: { charm: ./, num_units: 1 } }\n')
  writeFileSync(join(broken, 'charmcraft.yaml'), 'name: broken\n')
  mkdirSync(join(broken, 'src'))
  const body = "    def __init__(self, framework):\n        raise KeyError('port')\n"
  writeFileSync(join(broken, 'src/charm.py'), `import ops\nclass Broken(ops.CharmBase):\n${body}ops.main(Broken)\n`)
  const { status, printed } = await run('interlayer', ['simulate', join(broken, 'bundle.yaml')])
  expect(printed).toContain('\n    File "(model)/unit-broken-0/src/charm.py", line 4, in __init__\n')
  expect(printed).toContain("\n  KeyError: 'port'\n")
  expect(printed).toMatch(/^not held: seed 0; 4 hooks\.$/m)
  expect(status).toBe(1)
})
