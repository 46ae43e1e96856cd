import type { Connection, ConnectionListener } from './connection.ts'
import { pipeParts, type PipeHandle, type PipeParts } from './pipe-parts.ts'

/**
 * A connection to a unix socket by what lies beneath `node:net`, for that module and the streams that it needs take a fifth of a
 * hook to load. Undefined where this Node does not have those parts; then `node:net` it is.
 */
export function openPipe(path: string): Promise<Connection> | undefined {
  const parts = pipeParts()
  return parts && connectPipe(parts, path)
}

function connectPipe(parts: PipeParts, path: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const handle = new parts.Pipe(parts.socket)
    const refuse = (status: number): void => {
      handle.close()
      reject(new Error(`connect ${parts.errorName(status)} ${path}`))
    }
    const oncomplete = (status: number): void => {
      if (status < 0) refuse(status)
      else resolve(new PipeConnection(handle, parts))
    }
    const status = handle.connect(Object.assign(new parts.PipeConnectWrap(), { oncomplete }), path)
    if (status < 0) refuse(status)
  })
}

/** Most bytes that one read brings. */
const maxRead = 65_536

class PipeConnection implements Connection {
  readonly #handle: PipeHandle
  readonly #parts: PipeParts
  readonly #buffer = Buffer.allocUnsafe(maxRead)
  #listener: ConnectionListener | undefined
  /** Writes that are on their way. */
  #writing = 0
  #state: 'open' | 'ending' | 'closed' = 'open'

  constructor(handle: PipeHandle, parts: PipeParts) {
    this.#handle = handle
    this.#parts = parts
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener
    // Else each read has a buffer of 64 KiB of its own, and the garbage collector would run for them.
    this.#handle.useUserBuffer(this.#buffer)
    this.#handle.onread = () => {
      this.#read()
    }
    this.#handle.readStart()
  }

  write(bytes: Buffer): void {
    if (this.#state !== 'open') return
    // The request keeps the bytes alive until they are sent.
    const request = Object.assign(new this.#parts.WriteWrap(), { bytes, oncomplete: this.#written })
    const status = this.#handle.writeBuffer(request, bytes)
    if (status < 0) this.#fail(status)
    else if (this.#parts.lastWriteIsPending()) this.#writing += 1
  }

  ref(): void {
    this.#handle.ref()
  }

  unref(): void {
    this.#handle.unref()
  }

  end(): void {
    if (this.#state === 'open') this.#state = 'ending'
    if (this.#writing === 0) this.destroy()
  }

  destroy(): void {
    if (this.#state !== 'closed') this.#handle.close()
    this.#state = 'closed'
  }

  readonly #written = (status: number): void => {
    this.#writing -= 1
    if (status < 0) this.#fail(status)
    else if (this.#state === 'ending' && this.#writing === 0) this.destroy()
  }

  #read(): void {
    const count = this.#parts.lastRead()
    if (count > 0) this.#listener?.data(Buffer.from(this.#buffer.subarray(0, count)))
    else if (count < 0) this.#fail(count)
  }

  #fail(status: number): void {
    if (this.#state === 'closed') return
    this.destroy()
    const name = this.#parts.errorName(status)
    this.#listener?.closed(name === 'EOF' ? undefined : new Error(name))
  }
}
