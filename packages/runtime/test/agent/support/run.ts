import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
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
  return new Promise((resolve) => {
    const limits = { env: { ...env }, timeout: 50_000 }
    execFile(process.execPath, [fileOf(program)], limits, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr })
    })
  })
}

/** Starts a program of the fixtures, which the test ends. */
export function startFixture(
  program: string,
  env: Readonly<Record<string, string>>,
): ChildProcessByStdio<null, null, Readable> {
  return spawn(process.execPath, [fileOf(program)], { env: { ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
}

function fileOf(program: string): string {
  return fileURLToPath(new URL(`../fixtures/${program}`, import.meta.url))
}
