import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InterlayerError } from '../values/errors.ts'
import { isRecord } from '../values/json.ts'
import { maxRequestLength, type HookAnswer } from './hook-protocol.ts'
import { operate, type HookScope } from './operations.ts'

/** A private socket over which a program reaches the hook that started it. */
export interface HookServer {
  readonly path: string
  /** Whether somebody sent what is no request, not even a wrong one. */
  readonly isGarbled: () => boolean
  close(): Promise<void>
}

/** Opens the socket in a folder that nobody else can enter. A request is a line of JSON, and so is its answer. */
export async function openHookServer(scope: HookScope): Promise<HookServer> {
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-'))
  const path = join(folder, 'hook')
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true })
  }
  // Also when the process is told to stop meanwhile.
  process.once('exit', remove)
  const sockets = new Set<Socket>()
  const seen = { garbage: false }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    answerLines(socket, scope, seen)
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    path,
    isGarbled: () => seen.garbage,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      process.off('exit', remove)
      remove()
    },
  }
}

function answerLines(socket: Socket, scope: HookScope, seen: { garbage: boolean }): void {
  let buffer = ''
  // One after the other, as they came: some wait for Juju.
  let answered: Promise<unknown> = Promise.resolve()
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const lines = (buffer + chunk).split('\n')
    buffer = lines.pop() ?? ''
    const requests = lines.filter((one) => one.trim() !== '').map(parse)
    for (const request of requests) answered = answered.then(() => answer(socket, scope, request))
    const isTooLong = buffer.length > maxRequestLength
    seen.garbage ||= isTooLong || !requests.every(isRecord)
    if (isTooLong) socket.destroy()
  })
}

/** Who has hung up, or has ended, asks for nothing any more. */
async function answer(socket: Socket, scope: HookScope, request: unknown): Promise<void> {
  if (socket.destroyed) return
  socket.write(`${JSON.stringify(await answerTo(scope, request))}\n`)
}

async function answerTo(scope: HookScope, request: unknown): Promise<HookAnswer & { readonly id: unknown }> {
  const id = isRecord(request) ? request['id'] : undefined
  try {
    return { id, ok: true, value: (await operate(scope, request)) ?? null }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const code = error instanceof InterlayerError ? error.code : 'HANDLER_FAILED'
    return { id, ok: false, error: { code, message: error.message } }
  }
}

function parse(line: string): unknown {
  try {
    const request: unknown = JSON.parse(line)
    return request
  } catch {
    return undefined
  }
}
