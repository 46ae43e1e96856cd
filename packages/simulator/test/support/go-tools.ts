import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('../../../../tooling/interop', import.meta.url))
const compiler = 'go'

/** Before all tests: builds the hook tool in Go, and has every model of `closingModel` use it. Gives what removes it. */
export default function buildTools(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-tools-'))
  const program = join(directory, 'tool')
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' }
  execFileSync(compiler, ['build', '-o', program, '.'], { cwd: sources, env })
  process.env['INTERLAYER_TEST_TOOLS'] = program
  return () => {
    rmSync(directory, { recursive: true })
  }
}
