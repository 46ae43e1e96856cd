import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Connection } from '../../src/process/agent/connection.ts'
import { openPipe } from '../../src/process/agent/pipe-connection.ts'
import { SocketConnection } from '../../src/process/agent/socket-connection.ts'
import { temporaryFolder } from './support/agent.ts'

type Open = (path: string) => Promise<Connection>

const ways: readonly (readonly [string, Open])[] = [
  [
    'by what lies beneath node:net',
    async (path) => (await openPipe(path)) ?? expect.fail('this Node has no such parts'),
  ],
  [
    'by node:net',
    async (path) => {
      const socket = connect(path)
      await once(socket, 'connect')
      return new SocketConnection(socket)
    },
  ],
]

/** The path of a server for the time of a test. */
async function listening(serve: (socket: Socket) => void): Promise<string> {
  const path = join(await temporaryFolder(), 'server.socket')
  const server = createServer({ allowHalfOpen: true }, serve)
  await once(server.listen(path), 'listening')
  onTestFinished(() => void server.close())
  return path
}

/** Everything that comes over a connection, and the reason for its end. */
function heard(connection: Connection): Promise<{ readonly bytes: Buffer; readonly cause: Error | undefined }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    connection.listen({
      data: (chunk) => void chunks.push(chunk),
      closed: (cause) => {
        resolve({ bytes: Buffer.concat(chunks), cause })
      },
    })
  })
}

const much = Buffer.alloc(16 * 1_048_576, 'much')

describe.each(ways)('a connection %s', (_, open) => {
  test('carries 16 MiB there and back, in order', async () => {
    const path = await listening((socket) => socket.pipe(socket, { end: false }))
    const connection = await open(path)
    const back = new Promise<Buffer>((resolve) => {
      let bytes = Buffer.alloc(0)
      const data = (chunk: Buffer): void => {
        bytes = Buffer.concat([bytes, chunk])
        if (bytes.length === much.length) resolve(bytes)
      }
      connection.listen({ data, closed: () => undefined })
    })
    connection.write(much)
    expect((await back).equals(much)).toBe(true)
    connection.destroy()
  })

  test('is told that the other side hung up, after all that it had said', async () => {
    const connection = await open(await listening((socket) => socket.end('bye')))
    expect(await heard(connection)).toEqual({ bytes: Buffer.from('bye'), cause: undefined })
    connection.write(Buffer.from('is anybody there?'))
  })

  test('sends everything before it ends', async () => {
    const received: Promise<number>[] = []
    const path = await listening((socket) => {
      let count = 0
      socket.on('data', (chunk) => (count += chunk.length))
      received.push(once(socket, 'end').then(() => count))
    })
    const connection = await open(path)
    connection.listen({ data: () => undefined, closed: () => undefined })
    connection.write(much)
    connection.end()
    connection.write(Buffer.from('too late'))
    await expect.poll(() => received.length).toBe(1)
    expect(await received[0]).toBe(much.length)
  })

  test('that is destroyed lets the other side know at once', async () => {
    const closed: Promise<unknown>[] = []
    const path = await listening(
      (socket) =>
        void closed.push(
          once(
            socket.resume().on('error', () => undefined),
            'end',
          ),
        ),
    )
    const connection = await open(path)
    connection.listen({ data: () => undefined, closed: () => undefined })
    await expect.poll(() => closed.length).toBe(1)
    connection.destroy()
    connection.destroy()
    await closed[0]
  })
})

test('where nobody listens, or nothing is, the reason is said', async () => {
  const nothing = join(await temporaryFolder(), 'nothing.socket')
  await expect(openPipe(nothing)).rejects.toThrow(`connect ENOENT ${nothing}`)
  await expect(openPipe('\0interlayer-nobody')).rejects.toThrow('connect ECONNREFUSED')
})
