import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { ModelError } from '../errors.ts'
import { Model, type ModelOptions } from '../model.ts'
import { isLoopback, makeHome, unitHome } from './unit-home.ts'

/** How a supervisor is started. */
export interface SupervisorOptions {
  /** Milliseconds that a workload has between SIGTERM and SIGKILL. Default 5000. */
  readonly grace?: number
}

/**
 * The parent of all workloads of one run. It is a process of its own and lives as long as a pipe from this one is open, so
 * that the workloads end with the run however the run ends, also by SIGKILL.
 */
export interface Supervisor {
  /** The unix socket that it listens on; see `Request` for what it understands. */
  readonly socket: string
  /** The number of the loopback network that no other run on this machine uses at the moment. */
  readonly network: number
  /** A model on that network whose units are added as they appear. */
  model(options?: Omit<ModelOptions, 'network'>): Model
  /** Says where a unit's workloads listen. Refuses any address that is not loopback. */
  addUnit(unit: string, address: string): void
  /** Stops all workloads and removes their files. Resolves when nothing is left. */
  close(): Promise<void>
}

let started = false

/** Starts a supervisor, the only one of this process. Charms find it by `INTERLAYER_SUPERVISOR` in the environment. */
export async function startSupervisor({ grace = 5000 }: SupervisorOptions = {}): Promise<Supervisor> {
  if (process.platform !== 'linux')
    throw unavailable('Real servers need Linux, where every address in 127.0.0.0/8 is this machine: run it there.')
  if (started) throw unavailable('This process has a supervisor already: close it before starting another.')
  started = true
  const program = fileURLToPath(new URL(`program${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [program, String(grace)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { directory, socket, network } = await readGreeting(child.stdout)
  process.env['INTERLAYER_SUPERVISOR'] = socket
  letGo(child)
  const addUnit: Supervisor['addUnit'] = (unit, address) => {
    if (!isLoopback(address)) throw refused(unit, address)
    makeHome(unitHome(directory, unit), address)
  }
  return {
    socket,
    network,
    addUnit,
    model: (options = {}) => supervisedModel({ ...options, network }, addUnit),
    close: () => close(child),
  }
}

interface Greeting {
  readonly directory: string
  readonly socket: string
  readonly network: number
}

async function readGreeting(output: Readable): Promise<Greeting> {
  for await (const line of createInterface(output)) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the program of this package writes it
    const greeting: Greeting = JSON.parse(line)
    return greeting
  }
  throw unavailable('The supervisor did not start: see what it wrote to standard error.')
}

/** A run that forgets to close ends all the same, and the supervisor with it. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdin, child.stdout]) {
    if (stream instanceof Socket) stream.unref()
  }
}

function supervisedModel(options: ModelOptions, addUnit: Supervisor['addUnit']): Model {
  const model = new Model({
    ...options,
    onEvent: (event) => {
      if (event.event === 'unit' && event.life === 'alive') {
        const unit = model.units.find(({ name }) => name === event.unit)
        if (unit !== undefined) addUnit(unit.name, unit.address)
      }
      options.onEvent?.(event)
    },
  })
  return model
}

async function close(child: ChildProcess): Promise<void> {
  started = false
  delete process.env['INTERLAYER_SUPERVISOR']
  if (child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  child.stdin?.end()
  await once(child, 'exit')
}

function refused(unit: string, address: string): ModelError {
  return new ModelError(
    'ADDRESS_REFUSED',
    `${unit} has the address ${address}, which others may reach: workloads listen in 127.0.0.0/8 only.`,
  )
}

function unavailable(message: string): ModelError {
  return new ModelError('SUPERVISOR_UNAVAILABLE', message)
}
