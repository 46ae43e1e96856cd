import { closeSync, openSync, readSync } from 'node:fs'
import { CliError, reasonOf } from '../errors.ts'

/** Most bytes that a file, or standard input, may have. */
const maxInputBytes = 64 * 1024 * 1024

/** Most bytes of one read. */
const maxRead = 65_536

const standardInput = 0

/** The text of a file, by the name that errors should give it; FILE_UNREADABLE, with what to do, where it cannot be read. */
export function readTextFile(path: string, name: string, cure = 'name a file that can'): string {
  const chunks: Buffer[] = []
  try {
    const file = openSync(path, 'r')
    try {
      readInto(chunks, file)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    throw unreadable(name, cause, cure)
  }
  return textOf(chunks, name)
}

/** All of standard input, by its number: the streams of Node take longer to load than all else that a command of a handler does. */
export async function readStandardInput(): Promise<string> {
  const name = 'Standard input'
  const chunks: Buffer[] = []
  try {
    readInto(chunks, standardInput)
  } catch (cause) {
    if (reasonOf(cause) !== 'EAGAIN') throw unreadable(name, cause, 'pipe what is to be read into the command')
    // Another program has set it so that it does not wait; a stream does.
    await streamInto(chunks)
  }
  return textOf(chunks, name)
}

/** Until the end, or until it is too much. */
function readInto(chunks: Buffer[], descriptor: number): void {
  let [count, total] = [1, 0]
  while (count > 0 && total <= maxInputBytes) {
    const chunk = Buffer.allocUnsafe(maxRead)
    count = readSync(descriptor, chunk)
    total += count
    chunks.push(chunk.subarray(0, count))
  }
}

async function streamInto(chunks: Buffer[]): Promise<void> {
  let total = chunks.reduce((sum, { length }) => sum + length, 0)
  for await (const chunk of process.stdin) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what a stream without an encoding gives
    const bytes: Buffer = chunk
    total += bytes.length
    chunks.push(bytes)
    if (total > maxInputBytes) return
  }
}

function textOf(chunks: readonly Buffer[], name: string): string {
  const bytes = Buffer.concat(chunks)
  if (bytes.length > maxInputBytes)
    throw new CliError('INPUT_INVALID', `${name} has more than ${maxInputBytes} bytes: give less.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new CliError('INPUT_INVALID', `${name} is not UTF-8: give text.`, { cause })
  }
}

function unreadable(name: string, cause: unknown, cure: string): CliError {
  return new CliError('FILE_UNREADABLE', `${name} cannot be read (${reasonOf(cause)}): ${cure}.`, { cause })
}
