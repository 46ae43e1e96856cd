import { describe, expect, test } from 'vitest'
import {
  all,
  any,
  errorCodes,
  InterlayerError,
  not,
  pairRequests,
  pythonJson,
  canonicalJson,
  stableId,
} from '../src/index.ts'
import { evaluate, leavesOf, printCondition } from '../src/values/condition.ts'
import { digest } from '../src/values/digest.ts'
import { parseJson } from '../src/values/json.ts'
import { sortNames, nearest, numberOf } from '../src/values/names.ts'

describe('conditions', () => {
  const condition = all('a', any('b', not('c', 'd')))

  test('print as they are written, and name their leaves in order', () => {
    expect(printCondition(condition)).toBe('all(a, any(b, not(c, d)))')
    expect(leavesOf(condition)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('hold by their leaves: all, any, and none of those under not', () => {
    const holds = (...leaves: string[]): boolean => evaluate(condition, (leaf) => leaves.includes(leaf))
    expect([holds(), holds('a'), holds('a', 'c'), holds('a', 'b', 'c'), holds('b')]).toEqual([
      false,
      true,
      false,
      true,
      false,
    ])
    expect([evaluate(all(), () => false), evaluate(any(), () => true), evaluate(not(), () => true)]).toEqual([
      true,
      false,
      true,
    ])
  })

  test('are plain data', () => {
    expect(JSON.parse(JSON.stringify(condition))).toEqual({ all: ['a', { any: ['b', { none: ['c', 'd'] }] }] })
  })
})

describe('JSON', () => {
  const value = { b: [1, null, true], a: 'é\u007f\n"', c: undefined }

  test('is canonical: sorted, without blanks and without what is undefined', () => {
    expect(canonicalJson(value)).toBe('{"a":"é\u007f\\n\\"","b":[1,null,true]}')
  })

  test('has the bytes of Python’s json.dumps', () => {
    expect(pythonJson(value)).toBe(String.raw`{"b": [1, null, true], "a": "\u00e9\u007f\n\""}`)
    expect(pythonJson({ b: '😀', a: [] }, { sortKeys: true })).toBe(String.raw`{"a": [], "b": "\ud83d\ude00"}`)
  })

  test('escapes a character exactly where JSON.stringify does', () => {
    const texts = Array.from({ length: 0x1_0000 }, (_, code) => `a${String.fromCharCode(code)}`)
    expect(texts.filter((each) => canonicalJson(each) !== JSON.stringify(each))).toEqual([])
  })

  test('is not read when it nests too deep, in or out of strings', () => {
    expect(parseJson('['.repeat(65) + ']'.repeat(65))).toBeUndefined()
    expect(parseJson(JSON.stringify('['.repeat(65)))).toEqual({ value: '['.repeat(65) })
    expect(parseJson(String.raw`"\"[[["`)).toEqual({ value: '"[[[' })
  })
})

test('names are ordered by application and number, and compared the same on every machine', () => {
  expect(sortNames(['b/2', 'a/10', 'a/9', 'a-b/1'])).toEqual(['a/9', 'a/10', 'a-b/1', 'b/2'])
  expect(sortNames(['db:10', 'db:9', 'db:0'])).toEqual(['db:0', 'db:9', 'db:10'])
  expect([numberOf('app/12'), numberOf('db:0')]).toEqual([12, 0])
})

test('a mistyped name is met with the likely one, or none when nothing is near', () => {
  const names = ['website.available', 'website.joined']
  expect([nearest('website.avialable', names), nearest('zzz', names)]).toEqual(['website.available', undefined])
})

test('digests of near texts differ, and equal texts have equal ones', () => {
  const texts = Array.from({ length: 20_000 }, (_, index) => `10.0.${String(index >> 8)}.${String(index & 255)}`)
  expect(new Set(texts.map(digest)).size).toBe(texts.length)
  expect(digest('80')).toBe(digest('80'))
})

describe('requests and answers', () => {
  const requests = { b: { names: 1 }, a: { names: 2 }, c: { names: 3 } }
  const answers = { a: { for: 2 }, b: { for: 9 }, z: { for: 0 } }

  test('pair by id; an answer to an older form is outdated, one without a request an orphan', () => {
    const paired = pairRequests(requests, answers, (answer, request) => answer.for === request.names)
    expect(paired.all.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'answered'],
      ['b', 'outdated'],
      ['c', 'new'],
    ])
    expect(paired.open.map(({ id }) => id)).toEqual(['b', 'c'])
    expect(paired.answered).toEqual([{ id: 'a', request: { names: 2 }, answer: { for: 2 }, state: 'answered' }])
    expect(paired.orphans).toEqual(['z'])
  })

  test('have ids that come again when the hook does, and differ when a part does', () => {
    expect(stableId('db:1', 'app/0')).toBe(stableId('db:1', 'app/0'))
    expect(stableId('db:1', 'app/0')).not.toBe(stableId('db:1a', 'pp/0'))
  })
})

test('an error has a code of the table, facts beside the message, and its cause', () => {
  const cause = new Error('disk full')
  const error = new InterlayerError('HANDLER_FAILED', 'It failed.', { handler: 'h', cause })
  expect({
    name: error.name,
    code: error.code,
    message: error.message,
    details: error.details,
    cause: error.cause,
  }).toEqual({
    name: 'InterlayerError',
    code: 'HANDLER_FAILED',
    message: 'It failed.',
    details: { handler: 'h' },
    cause,
  })
  expect(Object.values(errorCodes).filter((meaning) => !meaning.endsWith('.'))).toEqual([])
})
