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
    input: readInput,
    out: (said) => void process.stdout.write(said),
    err: (said) => void process.stderr.write(said),
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

async function readInput(): Promise<string> {
  // Not by import(), which is an experiment in code that has been compiled before, as in packed charms.
  const { buffer } = process.getBuiltinModule('node:stream/consumers')
  const { decodeUtf8 } = await import('./input/utf8.ts')
  return decodeUtf8(await buffer(process.stdin), 'Standard input')
}
