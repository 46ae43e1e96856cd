import { GobError } from './gob-values.ts'

/**
 * How many bytes follow the first of an unsigned number. One below 128 is a byte; of a larger one the first byte is 256 less the
 * count of the bytes that follow, most significant first.
 */
export function bytesAfter(first: number): number {
  if (first < 128) return 0
  if (first < 248) throw new GobError(`a number of ${256 - first} bytes, of at most 8`)
  return 256 - first
}

/** The number in some bytes, most significant first. Beyond 2^53 it is not exact: then no bound admits it. */
export function bigEndian(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let index = start; index < end; index += 1) value = value * 256 + (bytes[index] ?? 0)
  return value
}

/** A signed number from an unsigned one, whose lowest bit says whether the rest is complemented. */
export function signed(value: number): number {
  const half = Math.floor(value / 2)
  return value % 2 === 0 ? half : -half - 1
}
