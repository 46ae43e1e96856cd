import { connectByPath } from './agent/local-connection.ts'
import type { HookAnswer } from './hook-protocol.ts'

const newline = 0x0a

/** Sends a request to the hook that listens there; rejects where no hook does, or none any more. */
export async function askHook(path: string, request: object): Promise<HookAnswer> {
  const connection = await connectByPath(path)
  try {
    const line = await new Promise<string>((resolve, reject) => {
      const chunks: Buffer[] = []
      const data = (bytes: Buffer): void => {
        chunks.push(bytes)
        if (bytes.at(-1) === newline) resolve(Buffer.concat(chunks).toString('utf8'))
      }
      const closed = (cause?: Error): void => {
        reject(new Error('The hook hung up.', { cause }))
      }
      connection.listen({ data, closed })
      connection.write(Buffer.from(`${JSON.stringify({ id: 1, ...request })}\n`))
    })
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the hook writes nothing else
    const answer: HookAnswer = JSON.parse(line)
    return answer
  } finally {
    connection.destroy()
  }
}
