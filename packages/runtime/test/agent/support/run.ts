import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a process ended, and what it printed. */
export interface Ended {
  /** The exit code, or the signal. */
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of the fixtures to its end, in this environment and no other. */
export function runFixture(program: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const file = fileURLToPath(new URL(`../fixtures/${program}`, import.meta.url))
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env: { ...env }, timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr })
    })
  })
}
