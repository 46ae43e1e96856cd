import { buffer } from 'node:stream/consumers'
import { decodeUtf8 } from './input/utf8.ts'

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

/** Those of this process. */
export function processSurroundings(): Surroundings {
  const { stdin, stdout, stderr, env } = process
  return {
    env,
    directory: process.cwd(),
    input: async () => decodeUtf8(await buffer(stdin), 'Standard input'),
    out: (said) => void stdout.write(said),
    err: (said) => void stderr.write(said),
    seen: { out: stdout.isTTY, err: stderr.isTTY },
  }
}
