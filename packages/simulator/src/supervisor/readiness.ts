import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { ProcessGroup } from './process-group.ts'
import type { Service } from './request.ts'

/** Milliseconds that a service may take to become ready, and between two looks. */
const patience = 60_000
const pause = 20
/** Milliseconds after which a connection that is neither made nor refused counts as refused. */
const connectTime = 1000

/** What to look at. */
export interface Readiness extends Service {
  readonly address: string
  /** Whether a command exits 0. */
  readonly ask: (command: Service['command']) => Promise<boolean>
}

/** Resolves when the service is ready; rejects when it ends before that, or takes too long. */
export async function waitUntilReady(group: ProcessGroup, readiness: Readiness): Promise<void> {
  await group.started
  const deadline = performance.now() + patience
  while (performance.now() < deadline) {
    const ready = await isReady(readiness)
    if (group.end !== undefined) throw new Error(`${group.end} before it was ready.`)
    if (ready) return
    await Promise.race([setTimeout(pause), group.ended])
  }
  throw new Error(`was not ready after ${patience / 1000} s.`)
}

async function isReady({ address, port, ready, ask }: Readiness): Promise<boolean> {
  if (port !== undefined && !(await answers(address, port))) return false
  return ready === undefined || ask(ready)
}

/** Whether something accepts connections there. */
export function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect({ host: address, port, timeout: connectTime })
    const settle = (answered: boolean): void => {
      connection.destroy()
      resolve(answered)
    }
    connection.on('connect', () => settle(true))
    for (const event of ['error', 'timeout'] as const) connection.on(event, () => settle(false))
  })
}
