import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import {
  answerWriter,
  requestReader,
  toolMethod,
  type NumberedRequest,
  type ToolAnswer,
  type ToolRequest,
} from './jujuc.ts'

/** Most requests of one connection that may wait for their answer. */
const maxWaiting = 65_536

/** Runs one hook tool; calls may overlap. A rejection is answered as an error. */
export type ToolHandler = (request: ToolRequest) => Promise<ToolAnswer>

/** A socket on which hook tools are called, as a unit's agent has it. */
export interface AgentServer {
  /** How many connections are open. */
  readonly connections: number
  /** Takes no more calls, and cuts off who is connected. */
  close(): Promise<void>
}

/** Opens a socket; a path that starts with `@` is an abstract one. */
export async function openAgentServer(path: string, handler: ToolHandler): Promise<AgentServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serveTools(socket, handler)
  })
  server.listen(path.startsWith('@') ? `\0${path.slice(1)}` : path)
  await once(server, 'listening')
  return {
    get connections() {
      return sockets.size
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers the calls of one connection, each as soon as its answer is there. What is no call ends the connection. */
export function serveTools(socket: Socket, handler: ToolHandler): void {
  const read = requestReader()
  const write = answerWriter()
  let waiting = 0
  const answer = async ({ sequence, method, request }: NumberedRequest): Promise<void> => {
    waiting += 1
    if (waiting > maxWaiting) socket.destroy()
    const found = await answerTo(method, request, handler)
    waiting -= 1
    if (socket.writable) socket.write(write({ sequence, method, answer: found }), 'latin1')
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    try {
      for (const request of read(chunk)) void answer(request)
    } catch {
      socket.destroy()
    }
  })
}

async function answerTo(method: string, request: ToolRequest, handler: ToolHandler): Promise<ToolAnswer> {
  if (method !== toolMethod) return { error: `rpc: can't find method ${method}` }
  try {
    return await handler(request)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
