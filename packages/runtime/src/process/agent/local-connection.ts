import type { Socket } from 'node:net'
import type { Connection } from './connection.ts'
import { openPipe } from './pipe-connection.ts'
import { SocketConnection } from './socket-connection.ts'

/** Longest time in milliseconds to wait for a connection. */
const connectTimeout = 10_000

/** Connects to a unix socket, by what loads least in this Node. */
export async function connectByPath(path: string): Promise<Connection> {
  const pipe = openPipe(path)
  if (pipe !== undefined) return pipe
  const { connect } = process.getBuiltinModule('node:net')
  return whenReady(connect(path), 'connect')
}

/** A connection over a socket, once it tells of the event. */
export async function whenReady(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Connection> {
  try {
    await new Promise((resolve, reject) => {
      socket.once(event, resolve).once('error', reject)
      socket.setTimeout(connectTimeout, () => socket.destroy(new Error(`no answer within ${connectTimeout} ms`)))
    })
    return new SocketConnection(socket.setTimeout(0))
  } catch (cause) {
    socket.destroy()
    throw cause
  }
}
