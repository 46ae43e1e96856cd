import { bigEndian, bytesAfter } from './gob-numbers.ts'
import { GobError } from './gob-values.ts'

/** Longest message in bytes: four times the largest databag, which JSON may write with escapes. */
const maxMessageLength = 64 * 1_048_576
/** How many bytes of a message tell what it is: the number of its type. */
const headLength = 9

/**
 * Cuts a stream into messages, each its length and then as many bytes, however it arrives in chunks. Nothing is allocated for
 * what has not arrived, and the bytes of a message are joined at its head, which `checkHead` may refuse, and when all are there.
 */
export function messageCutter(checkHead: (head: Buffer, length: number) => void): (chunk: Buffer) => Generator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  let needed = 1
  return function* (chunk) {
    parts.push(chunk)
    size += chunk.length
    while (size >= needed) {
      const bytes = parts.length === 1 ? (parts[0] ?? chunk) : Buffer.concat(parts, size)
      const { start, end } = firstMessage(bytes)
      const whole = end <= size
      parts = [whole ? bytes.subarray(end) : bytes]
      size -= whole ? end : 0
      needed = whole ? 1 : size < start + headLength ? Math.min(end, size + 1) : end
      if (!whole && size >= start) checkHead(bytes.subarray(start), end - start)
      if (whole) yield bytes.subarray(start, end)
    }
  }
}

/** Where the first message lies, as far as its beginning tells: while its length has not arrived, it ends after that. */
function firstMessage(bytes: Buffer): { readonly start: number; readonly end: number } {
  const first = bytes[0] ?? 0
  const start = 1 + bytesAfter(first)
  if (start > bytes.length) return { start, end: start }
  const length = start === 1 ? first : bigEndian(bytes, 1, start)
  if (length > maxMessageLength) throw new GobError(`a message of ${length} bytes, of at most ${maxMessageLength}`)
  return { start, end: start + length }
}
