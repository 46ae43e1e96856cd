import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

/** How a command runs. */
export interface Surroundings {
  readonly directory: string
  readonly env: Environment
  /** Ends the command, and all that it has started, when it aborts. */
  readonly signal: AbortSignal
}

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A program and its arguments; what it reads, where it reads anything. */
export interface Command {
  readonly line: readonly [program: string, ...args: readonly string[]]
  readonly input?: string
}

/** Longest time in milliseconds that a command may take. */
const timeLimit = 600_000
/** Most characters of output that are kept: the last ones. */
const mostOutput = 1_000_000
/** Most lines of it that an error shows: the last ones. */
const mostLines = 40
/** Milliseconds that a command has to end by itself when it is told to. */
const grace = 2000

/** Runs a command and gives what it printed on standard output. Fails with the end of its output. */
export async function run({ line, input }: Command, { directory, env, signal }: Surroundings): Promise<string> {
  signal.throwIfAborted()
  const [program, ...args] = line
  const child = spawn(program, args, { cwd: directory, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeLimit)])
  const stop = (): void => void endGroup(child)
  limited.addEventListener('abort', stop)
  // Also what ends this process all at once leaves nothing behind.
  const kill = (): void => signalGroup(child, 'SIGKILL')
  process.once('exit', kill)
  try {
    const { status, out, all } = await outcome(child, input)
    if (signal.aborted) signal.throwIfAborted()
    if (limited.aborted) throw new Error(`${line.join(' ')} took longer than ${timeLimit / 1000} s and was ended.`)
    if (status === 0) return out
    throw new Error(`${line.join(' ')} exited with ${status ?? 'a signal'} in ${directory}:\n${lastLines(all)}`)
  } finally {
    limited.removeEventListener('abort', stop)
    process.removeListener('exit', kill)
    kill()
  }
}

interface Outcome {
  readonly status: number | null
  readonly out: string
  /** Standard output and standard error, as they came. */
  readonly all: string
}

async function outcome(child: ChildProcess, input = ''): Promise<Outcome> {
  let [out, all] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out = (out + text).slice(-mostOutput)
    all = (all + text).slice(-mostOutput)
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    all = (all + text).slice(-mostOutput)
  })
  // A command that does not read its input may be gone before all of it is written.
  child.stdin?.on('error', () => undefined).end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', () => {
      // Who outlives the command keeps its output open.
      signalGroup(child, 'SIGKILL')
    })
    child.on('close', (status) => {
      resolve({ status, out, all })
    })
  })
}

async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, 'SIGTERM')
  await setTimeout(grace, undefined, { ref: false })
  if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGKILL')
}

function signalGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch {
    // Nobody is left in the group.
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-mostLines).join('\n')
}
