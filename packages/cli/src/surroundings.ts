import { readStandardInput } from './input/reading.ts'
import { writeStandardError, writeStandardOutput } from './standard-output.ts'

/** What a command sees of the process around it, so that it runs the same in a test. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly directory: string
  /** All of standard input. */
  readonly input: () => Promise<string>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person reads what goes to standard output and to standard error. */
  readonly seen: { readonly out: boolean; readonly err: boolean }
}

/** Those of this process. What is not used is not opened, nor loaded: a hook starts many commands. */
export function processSurroundings(): Surroundings {
  return {
    env: process.env,
    directory: process.cwd(),
    input: readStandardInput,
    out: writeStandardOutput,
    err: writeStandardError,
    seen: {
      get out() {
        return process.stdout.isTTY
      },
      get err() {
        return process.stderr.isTTY
      },
    },
  }
}
