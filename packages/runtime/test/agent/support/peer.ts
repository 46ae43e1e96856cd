import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, onTestFinished } from 'vitest'
import { agentEnvironment, temporaryFolder } from './agent.ts'

const sources = fileURLToPath(new URL('../../../../../tooling/interop', import.meta.url))

/** What a program of Go’s prints; Go fetches nothing for it. */
export function go(...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '' }
    const [command = '', ...rest] = args
    execFile(command, rest, { cwd: sources, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr)
      else reject(new Error(`${args.join(' ')}: ${error.message}. These tests need Go 1.19 or later on the PATH.`))
    })
  })
}

/** The peer, built from tooling/interop for the tests of a file. */
export async function buildPeer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interlayer-interop-'))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })
  const program = join(folder, 'interop')
  await go('go', 'build', '-o', program, '.')
  return program
}

/** An agent in Go, and the environment in which it would start a hook. */
export interface Peer {
  readonly env: Record<string, string>
  readonly process: ChildProcessWithoutNullStreams
}

/** Starts an agent in Go for the time of a test; it ends with its standard input, also when the test is killed. */
export async function startPeer(program: string, ...flags: readonly string[]): Promise<Peer> {
  const address = flags.includes('-address') ? [] : ['-address', join(await temporaryFolder(), 'agent.socket')]
  const peer = spawn(program, ['serve', ...address, ...flags])
  onTestFinished(() => void peer.kill())
  peer.stdout.setEncoding('utf8')
  const [line] = (await once(peer.stdout, 'data')) as [string]
  return { env: agentEnvironment(line.trim().replace('listening ', '')), process: peer }
}
