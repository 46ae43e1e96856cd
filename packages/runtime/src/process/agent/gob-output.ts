/** Most bytes that a number takes. */
const maxNumberLength = 9

/** One message while it is written: its length comes before it, once it is known. */
export interface Output {
  bytes: Buffer
  length: number
}

/** An empty message, with room for its length. */
export function newOutput(): Output {
  return { bytes: Buffer.allocUnsafe(256), length: maxNumberLength }
}

/** The message with its length before it. */
export function finish(output: Output): Buffer {
  const length = { bytes: output.bytes, length: 0 }
  putUint(length, output.length - maxNumberLength)
  output.bytes.copyWithin(maxNumberLength - length.length, 0, length.length)
  return output.bytes.subarray(maxNumberLength - length.length, output.length)
}

/** Writes an unsigned number in as few bytes as it takes. */
export function putUint(output: Output, value: number): void {
  reserve(output, maxNumberLength)
  if (value < 128) {
    putByte(output, value)
    return
  }
  let power = 1
  let size = 1
  for (; value >= power * 256; size += 1) power *= 256
  putByte(output, 256 - size)
  for (; power >= 1; power /= 256) putByte(output, Math.floor(value / power))
}

/** Of a larger number the lowest byte is kept. Node's own `writeUInt8` looks at every argument first, which costs more than this. */
function putByte(output: Output, value: number): void {
  output.bytes[output.length] = value
  output.length += 1
}

/** Writes a signed number, complemented where it is negative; the lowest bit says whether it is. */
export function putInt(output: Output, value: number): void {
  putUint(output, value < 0 ? -2 * value - 1 : 2 * value)
}

/** Writes text or bytes, and their length before them. */
export function putBytes(output: Output, value: string | Buffer): void {
  const length = Buffer.byteLength(value)
  putUint(output, length)
  reserve(output, length)
  if (typeof value === 'string') output.bytes.write(value, output.length)
  else value.copy(output.bytes, output.length)
  output.length += length
}

function reserve(output: Output, length: number): void {
  if (output.length + length <= output.bytes.length) return
  const larger = Buffer.allocUnsafe(2 * output.bytes.length + length)
  output.bytes.copy(larger, 0, 0, output.length)
  output.bytes = larger
}
