import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { temporaryDirectory } from './charm-project.ts'

/** The socket of a hook that answers every request with this value, and what it was asked. */
export function hookSocket(value: unknown): { readonly path: string; readonly asked: unknown[] } {
  const [path, asked] = [join(temporaryDirectory(), 'hook'), Array<unknown>()]
  const server = createServer((socket) => {
    createInterface(socket).on('line', (line) => {
      asked.push(JSON.parse(line))
      socket.write(`${JSON.stringify({ id: 1, ok: true, value })}\n`)
    })
  })
  server.listen(path)
  onTestFinished(() => void server.close())
  return { path, asked }
}
