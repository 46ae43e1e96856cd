import { expect, test } from 'vitest'
import { compare } from '../src/comparison.ts'
import type { Difference } from '../src/pair.ts'

const where = { side: 'provider', cast: 'ours' } as const
const written = (app: Readonly<Record<string, string>>, unit: Readonly<Record<string, string>> = {}) => {
  return { app, units: { 'provider/0': unit } }
}
const allowed: Difference = {
  side: 'provider',
  bag: 'app',
  keys: ['requests'],
  in: ['ours'],
  still: 'meaning',
  reason: 'The members have another order.',
}

test('what is the same byte for byte has no problem', () => {
  const same = written({ port: '80' }, { state: 'ready' })
  expect(compare(where, [same, same], [allowed])).toEqual({ problems: [], occurred: [] })
})

test('a byte, a key too many and a key too few are named with both texts', () => {
  const pair = [written({ port: '80', more: '1' }), written({ port: '080' }, { state: 'ready' })] as const
  expect(compare(where, pair, [])).toEqual({
    problems: [
      'provider has more = 1, and between charms in Python it is nothing.',
      'provider has port = 80, and between charms in Python it is 080.',
      'provider/0 has state = nothing, and between charms in Python it is ready.',
    ],
    occurred: [],
  })
})

test('a difference is allowed for its side, databag, key and conversation alone', () => {
  const pair = [written({ requests: '{"a":1,"b":2}' }), written({ requests: '{"b": 2, "a": 1}' })] as const
  expect(compare(where, pair, [allowed])).toEqual({ problems: [], occurred: [allowed] })
  const others: readonly Difference[] = [
    { ...allowed, side: 'requirer' },
    { ...allowed, bag: 'unit' },
    { ...allowed, keys: ['data'] },
    { ...allowed, in: ['theirs'] },
  ]
  for (const other of others)
    expect(compare(where, pair, [other])).toMatchObject({ problems: [expect.any(String)], occurred: [] })
})

test('what may differ in bytes may not differ in meaning, unless anything is allowed', () => {
  const pair = [written({ requests: '{"a":1}' }), written({ requests: '{"a": 2}' })] as const
  expect(compare(where, pair, [allowed])).toMatchObject({ problems: [expect.any(String)], occurred: [] })
  const any: Difference = { ...allowed, still: 'any' }
  expect(compare(where, pair, [any])).toEqual({ problems: [], occurred: [any] })
})
