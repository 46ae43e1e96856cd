import { describe, expect, test } from 'vitest'
import { integer, list, text } from '../src/index.ts'
import { encodeNothing, encodePart, encodeWhole } from '../src/definitions/databag-writing.ts'
import { maxFamilyMembers, readBag, readWritten } from '../src/definitions/databag.ts'

const fields = {
  host: text('Where.', { aliases: ['hostname'] }),
  port: integer('Port.', { default: 80 }),
  names: list('Names.', { optional: true }),
  'private-address': text('Own address.', { optional: true }),
  'request_{name}': integer('A request.'),
  'request_{name}_old': text('An older form of it.'),
} as const

const bag = (content: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(content))

/** None of these fields is a secret. */
const keep = (): never => {
  throw new Error('no secret is kept here')
}

describe('reading', () => {
  test('gives the whole data or says what is missing', () => {
    expect(readBag(bag({}), fields)).toEqual({ state: 'waiting', missing: ['host'] })
    expect(readBag(bag({ host: 'a', unknown: 'x' }), fields)).toEqual({
      state: 'ready',
      data: { host: 'a', port: 80, 'request_{name}': {}, 'request_{name}_old': {} },
      rejected: [],
    })
  })

  test('takes an alias when the own key is absent or empty, and the own key when both are there', () => {
    const host = (content: Readonly<Record<string, string>>): unknown => {
      const reading = readBag(bag(content), fields)
      return reading.state === 'ready' ? reading.data['host'] : reading.state
    }
    expect([host({ hostname: 'b' }), host({ host: '', hostname: 'b' }), host({ host: 'a', hostname: 'b' })]).toEqual([
      'b',
      'b',
      'a',
    ])
  })

  test('names a key that does not decode, also an optional one, and never its value', () => {
    expect(readBag(bag({ host: 'a', port: 'secret' }), fields)).toEqual({
      state: 'invalid',
      problems: [{ key: 'port', problem: 'expected an integer' }],
    })
  })

  test('leaves a bad member of a family out and keeps its neighbours; the longer fixed text claims a key', () => {
    const reading = readBag(
      bag({ host: 'a', request_b: '2', request_a: 'x', request_c_old: 'three', request_: '9' }),
      fields,
    )
    expect(reading).toEqual({
      state: 'ready',
      data: { host: 'a', port: 80, 'request_{name}': { b: 2 }, 'request_{name}_old': { c: 'three' } },
      rejected: [{ key: 'request_a', problem: 'expected an integer' }],
    })
  })

  test('bounds the members of a family', () => {
    const many = Object.fromEntries(
      Array.from({ length: maxFamilyMembers + 1 }, (_, n) => [`request_${String(n)}`, '1']),
    )
    expect(readBag(bag({ host: 'a', ...many }), fields)).toEqual({
      state: 'invalid',
      problems: [{ key: 'request_{name}', problem: 'more than 10000 members' }],
    })
  })

  test('cannot be made to touch a prototype', () => {
    const reading = readBag(bag({ host: 'a', request___proto__: '1', constructor: 'x', __proto__: 'y' }), fields)
    const members = reading.state === 'ready' ? reading.data['request_{name}'] : undefined
    expect(Object.getPrototypeOf(members)).toBeNull()
    expect(Object.entries(members ?? {})).toEqual([['__proto__', 1]])
  })

  test('decodes each databag once per set of fields', () => {
    const raw = bag({ host: 'a' })
    expect(readBag(raw, fields)).toBe(readBag(raw, fields))
    expect(readBag(raw, { host: text('Where.') })).toEqual({ state: 'ready', data: { host: 'a' }, rejected: [] })
  })

  test('of what a side has written itself needs nothing to be there', () => {
    expect(readWritten(bag({ port: 'x', request_a: '1' }), fields)).toEqual({
      'request_{name}': { a: 1 },
      'request_{name}_old': {},
    })
  })
})

describe('writing', () => {
  const current = bag({ host: 'old', names: 'a', 'private-address': '10.0.0.1', request_a: '1', foreign: 'x' })

  test('publishes the whole data: what is left out is cleared, but for Juju’s keys and foreign ones', () => {
    expect(encodeWhole(fields, { host: 'new', 'request_{name}': { b: 2 } }, { current, keep })).toEqual(
      new Map([
        ['host', 'new'],
        ['hostname', ''],
        ['port', ''],
        ['names', ''],
        ['request_a', ''],
        ['request_b', '2'],
      ]),
    )
  })

  test('updates what is named; undefined clears, a member of a family alone too', () => {
    expect(
      encodePart(fields, { names: undefined, 'private-address': '10.0.0.2', 'request_{name}': { a: undefined } }, keep),
    ).toEqual(
      new Map([
        ['names', ''],
        ['private-address', '10.0.0.2'],
        ['request_a', ''],
      ]),
    )
  })

  test('clears every declared key and leaves Juju’s own', () => {
    expect([...encodeNothing(fields, current).keys()]).toEqual(['host', 'hostname', 'port', 'names', 'request_a'])
  })

  test.each([
    [
      'a required field left out',
      {},
      'Cannot write "host": it is required; give it a value, or use clear() to withdraw everything.',
    ],
    [
      'a field of the other side',
      { host: 'a', hots: 'b' },
      'Cannot write "hots": this side does not write it. Did you mean "host"?',
    ],
    ['a value that its field refuses', { host: 'a', port: 'http' }, 'Cannot write "port": expected an integer.'],
    [
      'a family without its members',
      { host: 'a', 'request_{name}': 1 },
      'Cannot write "request_{name}": it is a family of keys; give a record of its members.',
    ],
    [
      'a member that would be another key',
      { host: 'a', 'request_{name}': { '': 1 } },
      'Cannot write "request_{name}": "" cannot be a member of it.',
    ],
  ])('refuses %s', (_, data, message) => {
    expect(() => encodeWhole(fields, data, { current: bag({}), keep })).toThrow(
      expect.objectContaining({ code: 'ENCODE_INVALID', message }),
    )
  })

  test('refuses a field that is no longer written', () => {
    const retired = { old: text('Old.', { status: 'readOnly', optional: true }) }
    expect(() => encodePart(retired, { old: 'x' }, keep)).toThrow(
      'Cannot write "old": it is no longer written, only read.',
    )
  })
})
