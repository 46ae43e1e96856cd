import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonValues } from '../src/values/json-values.ts'

function made(schema: object): readonly unknown[] {
  return fc.sample(jsonValues(schema), { seed: 1, numRuns: 50 })
}

test.each([
  [
    'several objects at once',
    { allOf: [one('a', 'integer'), one('b', 'boolean')] },
    /^\{"a":-?\d+,"b":(true|false)\}$/,
  ],
  ['a format', { type: 'string', format: 'ipv4' }, /^"\d+\.\d+\.\d+\.\d+"$/],
  ['another format', { type: 'string', format: 'uuid' }, /^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/],
  ['bounds that are left out', { type: 'number', exclusiveMinimum: 5, exclusiveMaximum: 7 }, /^6$/],
  ['multiples', { type: 'integer', minimum: 1, maximum: 499, multipleOf: 250 }, /^250$/],
  ['short texts', { type: 'string', minLength: 2, maxLength: 3, pattern: undefined }, /^"(\\.|[^\\]){2,3}"$/],
  ['short lists', { type: 'array', items: { const: 1 }, minItems: 1, maxItems: 2 }, /^\[1(,1)?\]$/],
])('values are made for %s', (_what, schema, expected) => {
  for (const value of made(schema)) expect(JSON.stringify(value)).toMatch(expected)
})

test('values are made of what refers to itself, and are whole', () => {
  const node = {
    type: 'object',
    properties: { all: { type: 'array', items: { $ref: '#/$defs/Node' } } },
    required: ['all'],
  }
  const isWhole = (value: unknown): boolean =>
    Array.isArray((value as { all?: unknown }).all) && (value as { all: unknown[] }).all.every(isWhole)
  const values = made({ $ref: '#/$defs/Node', $defs: { Node: node } })
  expect(values.every(isWhole)).toBe(true)
  expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(3)
})

function one(name: string, type: string): object {
  return { type: 'object', properties: { [name]: { type } }, required: [name] }
}
