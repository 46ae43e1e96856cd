import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlink, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { UnitModel } from './unit-model.ts'

const interop = join(import.meta.dirname, '../../interop')

/** The hook tools that charms find on their PATH. */
const tools = [
  'config-get',
  'is-leader',
  'juju-log',
  'network-get',
  'relation-get',
  'relation-ids',
  'relation-list',
  'relation-set',
  'state-delete',
  'state-get',
  'state-set',
  'status-get',
  'status-set',
  'unit-get',
]

/** A hook, and the model that it sees. */
export interface HookRequest {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly dir: string
  /** How long each hook tool takes, in milliseconds. */
  readonly latency: number
  readonly model: UnitModel
}

/** What came of it. */
export interface HookResult {
  /** Milliseconds until the process had ended. */
  readonly wall: number
  /** Milliseconds that processors were busy with it and all that it started. */
  readonly cpu: number
  /** The most memory of one of its processes, in bytes. */
  readonly memory: number
  readonly code: number
  readonly output: string
  /** How many times each hook tool was called. */
  readonly calls: Readonly<Record<string, number>>
  /** How many other processes than the hook's own called hook tools; undefined where the agent cannot see them. */
  readonly processes: number | undefined
  readonly model: UnitModel
}

/** A unit's agent in Go: it runs one hook at a time, and in it one hook tool at a time. */
export interface Agent {
  /** The folder of the hook tools, and the socket that they use. */
  readonly tools: string
  readonly socket: string
  /** The Go that it was built with. */
  readonly version: string
  runHook(request: HookRequest): Promise<HookResult>
  close(): void
}

/** Builds tooling/interop into a folder, with a link for each hook tool, and starts a unit. */
export async function startAgent(folder: string): Promise<Agent> {
  const [program, bin, socket] = [join(folder, 'interop'), join(folder, 'bin'), join(folder, 'agent.socket')]
  const version = await build(program)
  await mkdir(bin)
  await Promise.all(tools.map((tool) => symlink(program, join(bin, tool))))
  const unit = spawn(program, ['unit', socket], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: AsyncIterator<string> = createInterface(unit.stdout)[Symbol.asyncIterator]()
  return {
    tools: bin,
    socket,
    version,
    runHook: async (request) => {
      const asked = { ...request, env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`) }
      const text = `${JSON.stringify({ ...asked, latency: request.latency * nanoseconds })}\n`
      if (!unit.stdin.write(text)) await once(unit.stdin, 'drain')
      const line = await lines.next()
      if (line.done === true) throw new Error('The agent in Go has ended; what it printed stands above.')
      return resultOf(line.value)
    },
    close: () => {
      unit.stdin.end()
    },
  }
}

/** In a millisecond: Go counts in these. */
const nanoseconds = 1_000_000

async function build(program: string): Promise<string> {
  const options = { cwd: interop, env: { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' } }
  try {
    await promisify(execFile)('go', ['build', '-o', program, '.'], options)
    return (await promisify(execFile)('go', ['env', 'GOVERSION'], options)).stdout.trim()
  } catch (cause) {
    throw new Error('tooling/interop could not be built. Install Go 1.19 or later and put it on the PATH.', { cause })
  }
}

interface GoResult {
  readonly Wall: number
  readonly Cpu: number
  readonly MaxRss: number
  readonly Code: number
  readonly Output: string
  readonly Calls: Readonly<Record<string, number>>
  readonly Callers: readonly number[]
  readonly Pid: number
  readonly Model: UnitModel
}

function resultOf(line: string): HookResult {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- as unit.go prints it
  const result: GoResult = JSON.parse(line)
  return {
    wall: result.Wall / nanoseconds,
    cpu: result.Cpu / nanoseconds,
    memory: result.MaxRss * (process.platform === 'darwin' ? 1 : 1024),
    code: result.Code,
    output: result.Output,
    calls: result.Calls,
    processes: process.platform === 'linux' ? result.Callers.filter((pid) => pid !== result.Pid).length : undefined,
    model: result.Model,
  }
}
