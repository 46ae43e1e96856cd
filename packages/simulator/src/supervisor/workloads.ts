import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { logEnd } from './log-end.ts'
import { ProcessGroup } from './process-group.ts'
import { answers, waitUntilReady } from './readiness.ts'
import type { Request, Service } from './request.ts'
import { isLoopback, readAddress, unitHome, type UnitHome } from './unit-home.ts'

/** A service that was started, and may have ended since. */
interface Workload {
  readonly service: Service
  readonly group: ProcessGroup
}

/** No unit has this address: what answers here listens on every address. */
const anywhere = '127.255.255.254'

/** All services of all units of a run. */
export class Workloads {
  readonly #directory: string
  readonly #grace: number
  readonly #workloads = new Map<string, Workload>()
  /** Everything that may still run, commands that ask for readiness included. */
  readonly #groups = new Set<ProcessGroup>()
  #closed = false

  constructor(directory: string, grace: number) {
    this.#directory = directory
    this.#grace = grace
  }

  async carryOut(request: Request): Promise<void> {
    const { action, unit, name } = request
    const key = `${unit} ${name}`
    if (action === 'stop') return this.#stop(key)
    if (action === 'start') return this.#start(key, request)
    const workload = this.#workloads.get(key)
    if (workload === undefined || workload.group.end !== undefined)
      throw new Error(`The service "${name}" of ${unit} does not run: start it first.`)
    workload.group.reload()
  }

  /** Stops everything, and starts nothing any more. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#groups].map((group) => group.stop(this.#grace)))
  }

  async #start(key: string, { unit, name, service }: Extract<Request, { readonly action: 'start' }>): Promise<void> {
    const running = this.#workloads.get(key)
    if (running?.group.end === undefined && isDeepStrictEqual(running?.service, service)) return
    const home = unitHome(this.#directory, unit)
    const address = readAddress(home)
    if (address === undefined || !isLoopback(address))
      throw new Error(`${unit} has no loopback address here: add the unit to the supervisor first.`)
    await this.#stop(key)
    const what = `The service "${name}" of ${unit}`
    if (service.port !== undefined && (await answers(address, service.port)))
      throw new Error(`${what} cannot have port ${service.port}: something on this machine listens there already.`)
    const log = join(home.logs, `${name}.log`)
    const group = this.#spawn(service.command, { home, log, env: service.env })
    this.#workloads.set(key, { service, group })
    try {
      await waitUntilReady(group, { ...service, address, ask: (ready) => this.#succeeds(ready, home) })
      await this.#checkLoopback(service)
    } catch (error) {
      await this.#stop(key)
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`${what} ${reason}\n${logEnd(log)}`, { cause: error })
    }
  }

  async #checkLoopback({ port }: Service): Promise<void> {
    if (port === undefined || !(await answers(anywhere, port))) return
    throw new Error(`listens on every address, where others may reach it: let it listen on the unit's address.`)
  }

  async #stop(key: string): Promise<void> {
    await this.#workloads.get(key)?.group.stop(this.#grace)
    this.#workloads.delete(key)
  }

  async #succeeds(command: Service['command'], home: UnitHome): Promise<boolean> {
    const group = this.#spawn(command, { home, log: join(home.logs, 'ready.log'), env: {} })
    return (await group.ended) === 'exited with 0'
  }

  #spawn(
    command: Service['command'],
    { home, log, env }: { readonly home: UnitHome; readonly log: string; readonly env: Service['env'] },
  ): ProcessGroup {
    if (this.#closed) throw new Error('was not started: the run is ending.')
    const { PATH, HOME } = process.env
    const group = new ProcessGroup({
      command,
      env: { PATH, HOME, TMPDIR: home.temporary, ...env },
      directory: home.files,
      log,
    })
    this.#groups.add(group)
    void group.ended.then(() => this.#groups.delete(group))
    return group
  }
}
