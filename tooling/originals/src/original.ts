import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { libraryEnvironment, python, type Library } from './library.ts'
import type { Readings } from './readings.ts'
import type { Databags } from './story.ts'

/** How databags are read. */
export interface Options {
  /** Name of the interface, where a library has several. */
  readonly interface?: string
  /** The unit that reads. Default: the first one of its side. */
  readonly unit?: string
  /** It leads its application. Default: true. */
  readonly leader?: boolean
  /** For a requirer of certificates: its private key in PEM, and what it asks for certificates for. */
  readonly options?: { readonly privateKey: string; readonly mode?: 'unit' | 'app' }
}

/** What a library made of databags. */
export interface Reading<T> {
  /** Null when the hook in which it was asked failed. */
  readonly read: T | null
  /** What it told its charm, each once. */
  readonly events: readonly string[]
  /** Hooks that failed: one line each. */
  readonly failures: readonly string[]
  /** The databags of the side that reads, afterwards. */
  readonly wrote: { readonly app: Readonly<Record<string, string>>; readonly unit: Readonly<Record<string, string>> }
}

/** A library that reads. */
export interface Original<L extends Library> {
  /** Lets the library see the databags for the first time, in the hooks of one unit of a side, and asks what it read. */
  read<R extends keyof Readings[L]>(role: R, databags: Databags, options?: Options): Promise<Reading<Readings[L][R]>>
  /** Ends its process; what is asked before is answered. */
  close(): Promise<void>
}

/** Longest time in milliseconds that an answer may take. */
const patience = 60_000

/** Starts a library, which then reads any number of databags. Rejects with a PythonError where it cannot be installed. */
export async function original<L extends Library>(library: L): Promise<Original<L>> {
  const { ask, end } = await started(library)
  let last: Promise<unknown> = Promise.resolve()
  return {
    read<R extends keyof Readings[L]>(role: R, { provider, requirer, secrets }: Databags, options: Options = {}) {
      const question = JSON.stringify({ role, databags: { provider, requirer, secrets }, ...options })
      // One question at a time: answers have no other number than their order.
      const next = last.then(async (): Promise<Reading<Readings[L][R]>> => {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- printed by judge.py in this form
        const answer: Reading<Readings[L][R]> & { broken?: string } = JSON.parse(await ask(question))
        if (answer.broken === undefined) return answer
        throw new Error(`The question cannot be put to ${library}: ${answer.broken}`)
      })
      last = next.catch(() => undefined)
      return next
    },
    close: () => last.then(end),
  }
}

interface Started {
  /** Writes a line and gives the one that answers it. */
  readonly ask: (line: string) => Promise<string>
  readonly end: () => Promise<void>
}

async function started(library: Library): Promise<Started> {
  const { python: program, env } = await libraryEnvironment(library)
  const child = spawn(program, [join(python, 'judge.py'), library], { env })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = text))
  // Writing to a program that has ended is reported by what follows: there is no answer.
  child.stdin.on('error', () => undefined)
  const ask = async (line: string): Promise<string> => {
    const timer = setTimeout(() => child.kill(), patience)
    child.stdin.write(`${line}\n`)
    const next = await answers.next()
    clearTimeout(timer)
    if (next.done === true) throw new Error(`${library} ended in place of an answer: ${complaint}`)
    return next.value
  }
  return { ask, end: () => end(child) }
}

async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.stdin.end()
  await exited
}
