import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimNetwork } from './network-claim.ts'
import { serveRequests } from './request-server.ts'
import { Workloads } from './workloads.ts'

// The process behind `startSupervisor`. Its standard input is open as long as the run lives, and nothing is ever written to it.

const directory = await mkdtemp(join(tmpdir(), 'interlayer-'))
const workloads = new Workloads(directory, Number(process.argv[2]))
let ending: Promise<void> | undefined

function end(status: number): void {
  ending ??= workloads
    .close()
    .then(() => rm(directory, { recursive: true, force: true }))
    .finally(() => process.exit(status))
}

process.stdin.resume()
for (const event of ['end', 'error'] as const) process.stdin.on(event, () => end(0))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))
process.on('uncaughtException', (error) => {
  if (ending === undefined) process.stderr.write(`The supervisor failed: ${error.stack ?? error.message}\n`)
  end(1)
})

const network = await claimNetwork()
const socket = await serveRequests(directory, workloads)
process.stdout.write(`${JSON.stringify({ directory, socket, network })}\n`)
