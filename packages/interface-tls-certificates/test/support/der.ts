/** Certificates and signing requests in DER with nothing in them but what the interface reads: nobody signed them. */
import { pem } from './charms.ts'

/** A signing request for a key; another number makes it another request. */
export function requestFor(key: string, number = 1): string {
  const asked = sequence(integer(0), sequence(text('name')), publicKey(key), value(0xa0))
  return pem('CERTIFICATE REQUEST', sequence(asked, sequence(), value(0x03, Buffer.of(0, number))))
}

/** A certificate for a key, good from one time to another, as `260101000000Z` or `20260101000000Z`. */
export function certificateOf(key: string, from: string, to: string): string {
  const times = [from, to].map((time) => value(time.length === 13 ? 0x17 : 0x18, Buffer.from(time)))
  const names = [sequence(text('authority')), sequence(...times), sequence(text('name'))]
  const signed = sequence(value(0xa0, integer(2)), integer(1), sequence(), ...names, publicKey(key))
  return pem('CERTIFICATE', sequence(signed, sequence(), value(0x03, Buffer.of(0))))
}

function publicKey(key: string): Buffer {
  // Longer than 127 bytes, as keys of RSA are.
  return sequence(text(key.padEnd(200, '.')))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return value(0x30, ...parts)
}

function integer(number: number): Buffer {
  return value(0x02, Buffer.of(number))
}

function text(content: string): Buffer {
  return value(0x0c, Buffer.from(content))
}

function value(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const long = content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255]
  return Buffer.concat([Buffer.from([tag, ...(content.length < 128 ? [content.length] : long)]), content])
}
