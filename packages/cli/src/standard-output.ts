import { writeSync } from 'node:fs'
import { CliError, reasonOf } from './errors.ts'

/** Prints. By its number: the streams of Node take longer to load than all else that a command of a handler does. */
export function writeStandardOutput(text: string): void {
  write('stdout', text)
}

/** Says what is no result. */
export function writeStandardError(text: string): void {
  write('stderr', text)
}

/** Resolves when everything is written. */
export async function allWritten(): Promise<void> {
  await Promise.all(waiting)
}

/** What streams are still to write: no more than what the command printed. */
const waiting: Promise<void>[] = []

const numbers = { stdout: 1, stderr: 2 } as const

function write(name: keyof typeof numbers, text: string): void {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(numbers[name], rest))
  } catch (cause) {
    const reason = reasonOf(cause)
    if (reason === 'EAGAIN') writeToStream(name, rest)
    // Who reads no further, as head, has what it wanted.
    else if (reason !== 'EPIPE' && name === 'stdout')
      throw new CliError('OUTPUT_UNWRITABLE', `Standard output cannot be written (${reason}): send it elsewhere.`, {
        cause,
      })
  }
}

/** Another program has set it so that it does not wait; a stream does. */
function writeToStream(name: keyof typeof numbers, bytes: Buffer): void {
  const stream = process[name].on('error', () => undefined)
  waiting.push(new Promise((resolve) => void stream.write(bytes, () => resolve())))
}
