import type { Socket } from 'node:net'
import type { Connection, ConnectionListener } from './connection.ts'

/** A connection over a socket of Node's. */
export class SocketConnection implements Connection {
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
  }

  listen(listener: ConnectionListener): void {
    this.#socket.on('data', (bytes) => {
      listener.data(bytes)
    })
    this.#socket.on('error', (cause) => {
      listener.closed(cause)
    })
    this.#socket.on('close', () => {
      listener.closed()
    })
  }

  write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  ref(): void {
    this.#socket.ref()
  }

  unref(): void {
    this.#socket.unref()
  }

  end(): void {
    // Destroyed without need, a socket has Node load its standard error.
    this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}
