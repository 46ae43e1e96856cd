import toRegexRange from 'to-regex-range'
import type { JsonSchema } from './json-schema.ts'

/** The texts that read as a whole number inside its range: a sign and leading zeros may stand before it. */
export function integerPattern({ minimum, maximum }: JsonSchema = {}): string {
  const digits = minimum === undefined && maximum === undefined ? '[+-]?[0-9]+' : bounded(minimum, maximum)
  return String.raw`^\s*(?:${digits})\s*$`
}

function bounded(minimum: unknown, maximum: unknown): string {
  const min = typeof minimum === 'number' ? minimum : Number.MIN_SAFE_INTEGER
  const max = typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER
  const alternatives = [
    ...(max > 0 ? [String.raw`\+?0*${range(Math.max(1, min), max)}`] : []),
    ...(min < 0 ? [`-0*${range(Math.max(1, -max), -min)}`] : []),
    ...(min <= 0 && max >= 0 ? ['[+-]?0+'] : []),
  ]
  return alternatives.join('|')
}

function range(from: number, to: number): string {
  return `(?:${toRegexRange(from, to)})`
}
