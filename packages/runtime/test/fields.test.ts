import { describe, expect, test } from 'vitest'
import { array, number, object, pipe, string, transform } from 'valibot'
import {
  base64,
  boolean,
  choice,
  customField,
  integer,
  json,
  list,
  port,
  quotedText,
  text,
  type Field,
} from '../src/index.ts'

/** What a field makes of texts: the value, "unknown", or the problem. */
function read(field: Field, ...texts: string[]): unknown[] {
  return texts.map((raw) => {
    const found = field.decode(raw)
    if (found.state === 'decoded') return found.value
    return found.state === 'invalid' ? { problem: found.problem } : 'unknown'
  })
}

describe('text', () => {
  test('is taken as it is, and never written empty', () => {
    const field = text('A text.')
    expect(read(field, ' a=b\n', 'é')).toEqual([' a=b\n', 'é'])
    expect(field.encode('a')).toBe('a')
    expect(() => field.encode('')).toThrow('expected text that is not empty; leave the field out to clear it')
    expect(() => field.encode(5 as unknown as string)).toThrow('expected text')
  })

  test('longer than the bound is invalid', () => {
    expect(read(text('A text.'), 'x'.repeat(1_048_577))).toEqual([{ problem: 'longer than 1048576 characters' }])
  })
})

describe('quotedText', () => {
  test('stands in JSON quotes and reads with or without them', () => {
    const field = quotedText('A text.')
    expect(field.encode('10.0.0.é')).toBe(String.raw`"10.0.0.\u00e9"`)
    expect(read(field, '"10.0.0.1"', '10.0.0.1', '"broken', '""')).toEqual([
      '10.0.0.1',
      '10.0.0.1',
      '"broken',
      'unknown',
    ])
  })
})

describe('integer', () => {
  test('reads decimal digits and nothing else', () => {
    const expected = { problem: 'expected an integer' }
    expect(read(integer('A number.'), '80', '-1', ' 7 ', '80.0', 'http', '0x50', '1e3', '9007199254740993')).toEqual([
      80,
      -1,
      7,
      expected,
      expected,
      expected,
      expected,
      expected,
    ])
  })

  test('keeps to its range, in both directions', () => {
    const expected = { problem: 'expected an integer from 1 to 65535' }
    expect(read(port('A port.'), '1', '65535', '0', '65536')).toEqual([1, 65_535, expected, expected])
    expect(() => port('A port.').encode(0)).toThrow('expected an integer from 1 to 65535')
    expect(() => integer('A number.').encode(1.5)).toThrow('expected an integer')
    expect(port('A port.').encode(80)).toBe('80')
  })

  test('tells its range to who describes it', () => {
    expect(port('A port.').schema).toEqual({ minimum: 1, maximum: 65_535 })
    expect(integer('A number.', { min: 0 }).schema).toEqual({ minimum: 0 })
    expect(integer('A number.').schema).toBe(undefined)
  })
})

describe('boolean', () => {
  test('reads every style and writes its own', () => {
    const field = boolean('Yes or no.')
    expect(read(field, 'true', 'True', 'yes', '1', 'on', 'false', 'False', 'no', '0', 'off')).toEqual([
      ...Array<boolean>(5).fill(true),
      ...Array<boolean>(5).fill(false),
    ])
    expect(read(field, 'perhaps')).toEqual([{ problem: 'expected true or false' }])
    const styles = (['lower', 'python', 'yes', 'digit'] as const).map((style) => boolean('Yes or no.', { style }))
    expect(styles.map((styled) => [styled.encode(true), styled.encode(false)])).toEqual([
      ['true', 'false'],
      ['True', 'False'],
      ['yes', 'no'],
      ['1', '0'],
    ])
  })
})

describe('choice', () => {
  test('takes a word outside its list for absence, and does not write one', () => {
    const field = choice('A protocol.', ['tcp', 'udp'])
    expect(read(field, 'tcp', 'sctp')).toEqual(['tcp', 'unknown'])
    expect(() => field.encode('sctp' as 'tcp')).toThrow('expected one of tcp, udp')
  })
})

describe('list', () => {
  test('is a sorted set unless its order matters', () => {
    expect(list('Names.').encode(['b', 'a', 'b'])).toBe('a,b')
    expect(list('Names.', { ordered: true, separator: ' ' }).encode(['b', 'a'])).toBe('b a')
    expect(read(list('Names.'), 'b, a,,b')).toEqual([['a', 'b']])
    expect(read(list('Names.', { separator: '\n', ordered: true }), 'b\na\n')).toEqual([['b', 'a']])
  })

  test('refuses an entry that would read as two', () => {
    expect(() => list('Names.').encode(['a,b'])).toThrow('expected entries without separators or outer blanks')
  })
})

describe('base64', () => {
  test('carries UTF-8 text', () => {
    const field = base64('A certificate.')
    expect(field.encode('é')).toBe('w6k=')
    expect(read(field, 'w6k=', 'w6\nk=', '????', '/w==')).toEqual([
      'é',
      'é',
      { problem: 'expected UTF-8 text in base64' },
      { problem: 'expected UTF-8 text in base64' },
    ])
  })
})

describe('json', () => {
  const schema = object({ name: string(), ports: array(number()) })
  const value = { ports: [80], name: 'é' }

  test('is written in the style that the interface has', () => {
    expect(json('Data.', schema).encode(value)).toBe('{"name":"é","ports":[80]}')
    expect(json('Data.', schema, { style: 'python' }).encode(value)).toBe(String.raw`{"name": "\u00e9", "ports": [80]}`)
    expect(json('Data.', schema, { style: 'python-unsorted' }).encode(value)).toBe(
      String.raw`{"ports": [80], "name": "\u00e9"}`,
    )
  })

  test('says where a value differs from its schema and never what it is', () => {
    expect(read(json('Data.', schema), '{"name":"x","ports":["secret"]}', '5', 'secret', '['.repeat(65))).toEqual([
      { problem: 'expected another value at *.0' },
      { problem: 'expected JSON of another shape' },
      { problem: 'expected JSON' },
      { problem: 'expected JSON' },
    ])
    expect(() => json('Data.', schema).encode({ name: 'x' } as never)).toThrow('expected another value at *')
  })

  test('gives what the schema makes of the value', () => {
    const size = pipe(
      string(),
      transform((word) => word.length),
    )
    expect(read(json('Data.', size), '"four"')).toEqual([4])
  })

  test('refuses a schema that validates asynchronously', () => {
    const validate = () => Promise.resolve({ value: 1 })
    const field = json('Data.', { '~standard': { version: 1, vendor: 'late', validate } })
    expect(() => field.decode('1')).toThrow(expect.objectContaining({ code: 'SCHEMA_ASYNC' }))
  })
})

test('a field is required, optional or has a default, and never two of them', () => {
  expect(
    [text('A.'), text('A.', { optional: true }), text('A.', { default: 'a' })].map(({ presence }) => presence),
  ).toEqual(['required', 'optional', 'default'])
  expect(() => text('A.', { optional: true, default: 'a' })).toThrow(
    expect.objectContaining({ code: 'DEFINITION_INVALID' }),
  )
})

test('a codec of one’s own makes a field like any other', () => {
  const reversed = customField({
    codec: 'reversed',
    description: 'Backwards.',
    implementation: {
      decode: (raw) => ({ state: 'decoded', value: [...raw].reverse().join('') }),
      encode: (value: string) => [...value].reverse().join(''),
    },
  })
  expect(read(reversed, reversed.encode('abc'))).toEqual(['abc'])
})
