import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

/** A process that carries out one hook. */
export interface ProcessCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  /** Milliseconds; then it is killed. */
  readonly timeout: number
  /** Told of the process group that starts, and, by undefined, of its end. */
  readonly watch: (group: number | undefined) => void
  /** Kills it when aborted. */
  readonly signal: AbortSignal | undefined
}

/** How it ended, and what it printed. */
export interface HookEnd {
  readonly status: number | null
  /** What is wrong, as the rest of a sentence; undefined for status 0. */
  readonly failure: string | undefined
  readonly stdout: string
  readonly stderr: string
}

/** How much of what a process prints is kept, in characters of each stream. */
const maxOutput = 16 * 1_048_576
/** Milliseconds that output may stay open when the process is gone: somebody who left its group may hold it. */
const outputTime = 200

/** Runs it to its end in a group of its own; who is left in the group is killed then. */
export async function runHookProcess({
  file,
  args,
  directory,
  environment,
  timeout,
  watch,
  signal,
}: ProcessCommand): Promise<HookEnd> {
  const child = spawn(file, args, {
    cwd: directory,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  watch(child.pid)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const end = { late: false }
  const timer = setTimeout(() => {
    end.late = true
    killGroup(child)
  }, timeout)
  signal?.addEventListener('abort', () => killGroup(child))
  try {
    const failure = await endOf(child)
    killGroup(child)
    await closeOutput(child)
    const what = end.late ? `was killed after ${timeout} ms` : failure
    return { status: child.exitCode, failure: what, stdout: stdout(), stderr: stderr() }
  } finally {
    clearTimeout(timer)
    watch(undefined)
  }
}

async function endOf(child: ChildProcess): Promise<string | undefined> {
  try {
    await once(child, 'exit')
  } catch (error) {
    return `could not be started: ${error instanceof Error ? error.message : String(error)}`
  }
  const { exitCode, signalCode } = child
  if (exitCode === 0) return undefined
  return signalCode === null ? `ended with status ${exitCode}` : `was ended by ${signalCode}`
}

async function closeOutput(child: ChildProcess): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  const ends = Promise.all(streams.map(async (stream) => stream.closed || once(stream, 'close')))
  const patience = new AbortController()
  await Promise.race([ends, pause(outputTime, undefined, { signal: patience.signal }).catch(() => undefined)])
  patience.abort()
  for (const stream of streams) stream.destroy()
}

function collect(stream: Readable): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    if (text.length < maxOutput) text = (text + chunk).slice(0, maxOutput)
  })
  return () => text
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
}
