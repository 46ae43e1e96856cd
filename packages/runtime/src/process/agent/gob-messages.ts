import { bigEndian, bytesAfter } from './gob-numbers.ts'
import { GobError } from './gob-values.ts'

/** Longest message in bytes: four times the largest databag, which JSON may write with escapes. */
const maxMessageLength = 64 * 1_048_576
/** How many bytes of a message tell what it is: the number of its type. */
const headLength = 9

/** Where a message lies: not all of its bytes may be there yet. */
export interface Span {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

/**
 * Cuts a stream into messages, each its length and then as many bytes, however it arrives in chunks. Nothing is allocated for
 * what has not arrived, and the bytes of a message are joined at its head, which `checkHead` may refuse, and when all are there.
 */
export function messageCutter(checkHead: (message: Span) => void): (chunk: Buffer) => Generator<Span> {
  let parts: Buffer[] = []
  let size = 0
  let needed = 1
  return function* (chunk) {
    parts.push(chunk)
    size += chunk.length
    if (size < needed) return
    const bytes = parts.length === 1 ? chunk : Buffer.concat(parts, size)
    let from = 0
    let message = messageAt(bytes, from)
    for (; message.end <= size; message = messageAt(bytes, from)) {
      yield message
      from = message.end
    }
    const { start, end } = message
    if (size >= start) checkHead(message)
    needed = (size < start + headLength ? Math.min(end, size + 1) : end) - from
    parts = [bytes.subarray(from)]
    size -= from
  }
}

/** Where a message lies whose length begins there, as far as that tells: while the length has not arrived, it ends after that. */
function messageAt(bytes: Buffer, from: number): Span {
  const first = bytes[from] ?? 0
  const start = from + 1 + bytesAfter(first)
  if (start > bytes.length) return { bytes, start, end: start }
  const length = first < 128 ? first : bigEndian(bytes, from + 1, start)
  if (length > maxMessageLength) throw new GobError(`a message of ${length} bytes, of at most ${maxMessageLength}`)
  return { bytes, start, end: start + length }
}
