/** Bytes as text of one byte a character, which V8 joins without copying: they become a buffer once, when they are sent. */
export type Octets = string

/** An unsigned number in as few bytes as it takes, and before it how many those are where it is 128 or more. */
export function uintOctets(value: number): Octets {
  if (value < 128) return String.fromCharCode(value)
  let octets = ''
  for (let rest = value; rest >= 1; rest = Math.floor(rest / 256)) octets = String.fromCharCode(rest % 256) + octets
  return String.fromCharCode(256 - octets.length) + octets
}

/** A signed number, complemented where it is negative; the lowest bit says whether it is. */
export function intOctets(value: number): Octets {
  return uintOctets(value < 0 ? -2 * value - 1 : 2 * value)
}

/** Text or bytes, and their length before them. */
export function textOctets(value: string | Buffer): Octets {
  const octets = isAscii(value) ? value : Buffer.from(value).toString('latin1')
  return uintOctets(octets.length) + octets
}

/** The bytes that are sent. */
export function bufferOf(octets: Octets): Buffer {
  return Buffer.from(octets, 'latin1')
}

function isAscii(value: string | Buffer): value is string {
  return typeof value === 'string' && Buffer.byteLength(value) === value.length
}
