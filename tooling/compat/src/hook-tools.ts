import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const sources = join(import.meta.dirname, '../../interop')

/**
 * Builds the hook tool in Go into a folder; undefined where there is no Go. Charms in Python start some ten tools in a hook, and
 * each is a process: with the simulator's own, a script of Node, the same run takes three times as long.
 */
export async function buildHookTool(folder: string): Promise<string | undefined> {
  const program = join(folder, 'tool')
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' }
  try {
    await promisify(execFile)('go', ['build', '-o', program, '.'], { cwd: sources, env })
    return program
  } catch {
    return undefined
  }
}
