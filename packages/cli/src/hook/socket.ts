import { connect } from 'node:net'
import { CliError, RefusedError } from '../errors.ts'

/** Asks the hook that started this program, by a line of JSON there and one back. */
export async function askSocket(path: string, request: object): Promise<unknown> {
  const line = await exchange(path, `${JSON.stringify({ id: 1, ...request })}\n`)
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the runtime writes nothing else
  const answer: Answer = JSON.parse(line)
  if (answer.ok) return answer.value
  throw new RefusedError(answer.error.code, answer.error.message)
}

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }

function exchange(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const lost = (cause?: Error): void => {
      const message = 'The hook that started this program has ended: nothing of it can be read or written any more.'
      reject(new CliError('HOOK_ENDED', message, { cause }))
    }
    let text = ''
    const socket = connect(path)
    socket.on('error', lost).on('close', () => lost())
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (!text.endsWith('\n')) return
      resolve(text)
      socket.destroy()
    })
    socket.write(line)
  })
}
