import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InterlayerError } from '../values/errors.ts'
import { openHookServer, type HookServer } from './hook-server.ts'
import { allFlags, type AnyEndpoints, type AnyHook, type HookScope } from './operations.ts'
import { collectOutput, type ProgramOutput } from './program-output.ts'

/** How a program is run. */
export interface ProgramOptions {
  readonly args?: readonly string[]
  /** Longest run in milliseconds, 1 to 2147483647; then the program is killed and the hook fails. Default: five minutes. */
  readonly timeout?: number
}

const defaultTimeout = 300_000

/** Milliseconds that output may stay open when the program is gone. */
const outputTime = 200

/**
 * A handler that is an executable file, in any language. It gets the hook as JSON on standard input — `{hook, unit, leader,
 * flags}`, and in an action `params` — and reaches it through the socket that INTERLAYER_SOCKET names, in lines of JSON:
 * `{"id": 1, "op": "call", "endpoint": "website", "method": "configure", "params": {"port": 80}}`. What it reads and writes
 * there is part of the same hook: if it ends with another status than 0, hangs, prints what is no text, or sends what is no request, nothing
 * of the hook is kept. A relative path starts in the charm's folder.
 */
export function program(
  file: string | URL,
  options: ProgramOptions = {},
): (endpoints: AnyEndpoints, hook: AnyHook, params?: object) => Promise<void> {
  const path = file instanceof URL ? fileURLToPath(file) : file
  return async (endpoints, hook, params) => {
    const scope = { endpoints, hook, params }
    const server = await openHookServer(scope)
    try {
      await runProgram(resolve(process.env['JUJU_CHARM_DIR'] ?? '', path), { ...options, scope, server })
    } finally {
      await server.close()
    }
  }
}

interface Run extends ProgramOptions {
  readonly scope: HookScope
  readonly server: HookServer
}

async function runProgram(path: string, run: Run): Promise<void> {
  const { timeout = defaultTimeout, scope, server } = run
  await refuseAbsent(path)
  const child = start(path, run)
  const output = collectOutput(child, scope.hook)
  const timer = setTimeout(() => {
    killGroup(child)
  }, timeout)
  const failure = await ended(child, timeout)
  clearTimeout(timer)
  child.stdio[3]?.destroy()
  const problem = failure ?? garbage(output, server)
  if (problem !== undefined) throw failed(path, problem, output.text)
}

async function refuseAbsent(path: string): Promise<void> {
  try {
    await access(path, constants.X_OK)
  } catch (cause) {
    const what = `could not be started: ${String(cause)}. Is it there, and executable?`
    throw failed(path, { what, details: { cause } })
  }
}

function failed(path: string, { what, details }: Failure, printed = ''): InterlayerError {
  const shown = printed.trim()
  const message = `The program ${path} ${what}.${shown && ` It printed: ${shown}`}`
  return new InterlayerError('HANDLER_FAILED', message, { program: path, ...details })
}

/** Who succeeds and makes no sense has not done what it thinks. */
function garbage(output: ProgramOutput, { isGarbled }: HookServer): Failure | undefined {
  const what = !output.isText
    ? 'printed what is no text to standard output; send that elsewhere'
    : 'sent its hook what is no request; each is a JSON object in one line'
  return output.isText && !isGarbled() ? undefined : { what, details: {} }
}

/**
 * Becomes the program. Before that it leaves somebody in its group who waits for the end of the hook's process, which is the end of a pipe
 * between them, then removes the folder $1 and kills the group: whoever kills that process does not know the program. He is nobody's child,
 * so that the program has none that it did not start.
 */
const starter = `
( (read -r _ <&3; rm -rf -- "$1"; kill -s KILL 0) </dev/null >/dev/null 2>&1 &)
shift
exec "$@" 3<&-`

function start(path: string, { args = [], scope, server }: Run): ChildProcess {
  const child = spawn('/bin/sh', ['-c', starter, 'sh', dirname(server.path), path, ...args], {
    env: { ...process.env, INTERLAYER_SOCKET: server.path },
    // A group of its own, so that what the program started ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify(contextOf(scope)))
  return child
}

/** What the program is told without asking. */
function contextOf(scope: HookScope): object {
  const { hook, params } = scope
  return { hook: hook.name, unit: hook.unit, leader: hook.leader, flags: allFlags(scope), ...(params && { params }) }
}

interface Failure {
  readonly what: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Who was started in another group may go on, and may hold the output open: it is waited for no longer than a moment. */
async function closeOutput(child: ReturnType<typeof spawn>): Promise<void> {
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  const timer = setTimeout(() => {
    for (const stream of streams) stream.destroy()
  }, outputTime)
  await Promise.all(streams.map(async (stream) => stream.closed || once(stream, 'close')))
  clearTimeout(timer)
}

async function ended(child: ReturnType<typeof spawn>, timeout: number): Promise<Failure | undefined> {
  try {
    await once(child, 'exit')
  } catch (cause) {
    return { what: `could not be started: ${String(cause)}`, details: { cause } }
  }
  killGroup(child)
  await closeOutput(child)
  const { exitCode: status, signalCode: signal } = child
  if (status === 0) return undefined
  if (status !== null) return { what: `ended with status ${String(status)}`, details: { status } }
  return { what: `was ended by ${String(signal)}; it has ${String(timeout)} ms`, details: { signal } }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
}
