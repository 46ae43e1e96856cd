import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { readRequest } from './request.ts'
import type { Workloads } from './workloads.ts'

/** Longer requests are none. */
const maxCharacters = 1_000_000

/** Listens in the private directory, and carries requests out one after another. Returns the path of the socket. */
export async function serveRequests(directory: string, workloads: Workloads): Promise<string> {
  const socket = join(directory, 'supervisor')
  let last: Promise<void> = Promise.resolve()
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    // Who asked may be gone before the answer.
    connection.on('error', () => connection.destroy())
    void readLine(connection).then((line) => {
      last = last.then(() => answer(line, workloads)).then((text) => void connection.end(text))
    })
  })
  await once(server.listen(socket), 'listening')
  return socket
}

async function answer(line: string, workloads: Workloads): Promise<string> {
  try {
    await workloads.carryOut(readRequest(line))
    return '{}\n'
  } catch (error) {
    return `${JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })}\n`
  }
}

/** The first line; resolves when it is complete, or with what there is when the connection ends. */
function readLine(connection: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    connection.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
      else if (text.length > maxCharacters) connection.destroy()
    })
    connection.on('close', () => resolve(text)).on('end', () => resolve(text))
  })
}
