import { array, assert, constant, nat, oneof, property, tuple, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bufferOf, type Octets } from '../../src/process/agent/gob-octets.ts'
import { gobReader } from '../../src/process/agent/gob-reader.ts'
import { basic, struct, type GobType } from '../../src/process/agent/gob-types.ts'
import { GobError } from '../../src/process/agent/gob-values.ts'
import { gobWriter } from '../../src/process/agent/gob-writer.ts'
import {
  answerReader,
  answerWriter,
  requestReader,
  requestWriter,
  type NumberedAnswer,
  type NumberedRequest,
} from '../../src/process/agent/jujuc.ts'
import { bytesOf } from './support/vectors.ts'

const method = 'Jujuc.Main'
const request = { contextId: 'u/0-x', dir: '/c', command: 'needs-stdin', args: [], stdin: undefined, token: '' }
const calls: readonly NumberedRequest[] = [
  { sequence: 0, method, request: { ...request, command: 'relation-ids', args: ['db', '--format=json'] } },
  { sequence: 1, method, request },
  { sequence: 2, method, request: { ...request, stdin: 'a: b\n', token: 'tok' } },
]

function hexOf(written: readonly Octets[]): string {
  return bufferOf(written.join('')).toString('hex')
}

describe('what Go wrote', () => {
  test('is written byte for byte', () => {
    const write = requestWriter()
    expect(hexOf(calls.map(write))).toBe(bytesOf('firstCall', 'secondCall', 'thirdCall').toString('hex'))
    const answer = answerWriter()({ sequence: 0, method, answer: { code: 0, stdout: '["db:1"]\n', stderr: '' } })
    expect(hexOf([answer])).toBe(bytesOf('answerType', 'success').toString('hex'))
  })

  test('is read, whole or byte by byte', () => {
    const bytes = bytesOf('firstCall', 'secondCall', 'thirdCall')
    expect([...requestReader()(bytes)]).toEqual(calls)
    const read = requestReader()
    expect([...bytes].flatMap((byte) => [...read(Buffer.of(byte))])).toEqual(calls)
  })

  test('tells no standard input from an empty one', () => {
    const given = [undefined, ''].map((stdin, sequence) => ({ sequence, method, request: { ...request, stdin } }))
    expect([...requestReader()(bufferOf(given.map(requestWriter()).join('')))]).toEqual(given)
  })

  test('is read as an answer: a result, a failure, an error', () => {
    const success = { sequence: 0, method, answer: { code: 0, stdout: '["db:1"]\n', stderr: '' } }
    expect([...answerReader()(bytesOf('answerType', 'success'))]).toEqual([success])
    const wanted = { sequence: 0, method, answer: { error: 'hook tool requires stdin, none supplied' } }
    expect([...answerReader()(bytesOf('answerType', 'stdinWanted', 'success'))]).toEqual([wanted, success])
  })

  test('is read by the numbers that the stream gives to its types', () => {
    const result = struct('ExecResponse', { Code: basic.int, Stdout: basic.bytes, Stderr: basic.bytes })
    const types = new Map([[69, result]])
    const definition = bufferOf(gobWriter(types)(69, {})).subarray(0, -4)
    const stderr = Buffer.from('ERROR no relation id specified\n')
    expect([...gobReader()(Buffer.concat([definition, bytesOf('failureBody')]))]).toEqual([{ Code: 2, Stderr: stderr }])
  })
})

describe('answers', () => {
  const wide: ReadonlyMap<number, GobType> = new Map<number, GobType>([
    [70, struct('Response', { Error: basic.text, Time: 72, Seq: basic.uint, Notes: 73, ServiceMethod: basic.text })],
    [71, struct('ExecResponse', { Elapsed: basic.float, Stdout: basic.bytes, Nested: 72, Code: basic.int })],
    [72, struct('Time', { Seconds: basic.int, Zones: 74, More: 72 })],
    [73, { kind: 'list', name: '[]string', element: basic.text }],
    [74, { kind: 'list', name: '[]Time', element: 72 }],
  ])

  test('are read by the names of their fields, and unknown ones are passed over', () => {
    const write = gobWriter(wide)
    const time = { Seconds: -3, Zones: [{ Seconds: 1 }, {}], More: { Seconds: 70_000 } }
    const head = write(70, { Time: time, Seq: 300, Notes: ['a', ''], ServiceMethod: method })
    const bytes = bufferOf(head + write(71, { Elapsed: 5, Stdout: 'out', Nested: time, Code: -1 }))
    const answer = { code: -1, stdout: 'out', stderr: '' }
    expect([...answerReader()(bytes)]).toEqual([{ sequence: 300, method, answer }])
  })

  test('of 16 MiB arrive whole in small chunks, in time that grows with their length only', () => {
    const stdout = 'é'.repeat(8 * 1_048_576)
    const numbered = { sequence: 0, method, answer: { code: 0, stdout, stderr: '' } }
    const bytes = bufferOf(answerWriter()(numbered))
    const read = answerReader()
    const found: NumberedAnswer[] = []
    for (let start = 0; start < bytes.length; start += 1_000) found.push(...read(bytes.subarray(start, start + 1_000)))
    expect(found.length === 1 && found[0]?.answer).toEqual(numbered.answer)
  })

  test('are what was written, whatever it was and however it arrives', () => {
    const text = oneof(constant(''), constant('é\u0000\n'), constant('x'.repeat(300)))
    const answers = array(
      oneof(
        text.map((error) => ({ error })),
        text.map((out) => ({ code: 5 - out.length, stdout: out, stderr: out })),
      ),
    )
    assert(
      property(answers, nat({ max: 200 }), (given, size) => {
        const write = answerWriter()
        const numbered = given.map((answer, sequence) => ({ sequence, method, answer }))
        const bytes = bufferOf(numbered.map(write).join(''))
        const read = answerReader()
        const found: NumberedAnswer[] = []
        for (let at = 0; at < bytes.length; at += size + 1) found.push(...read(bytes.subarray(at, at + size + 1)))
        expect(found).toEqual(numbered.map(emptyErrorIsNone))
      }),
    )
  })
})

/** Go has no error without a text. */
function emptyErrorIsNone(numbered: NumberedAnswer): NumberedAnswer {
  const none = 'error' in numbered.answer && numbered.answer.error === ''
  return none ? { ...numbered, answer: { code: 0, stdout: '', stderr: '' } } : numbered
}

describe('garbage', () => {
  const refused = (hex: string): string => {
    try {
      return `read as ${JSON.stringify([...answerReader()(Buffer.from(hex.replaceAll(' ', ''), 'hex'))])}`
    } catch (error) {
      if (error instanceof GobError) return error.message
      throw error
    }
  }

  test.each([
    ['a message beyond all bounds', 'fc04000001', 'a message of 67108865 bytes, of at most 67108864'],
    ['a message of 2^64 bytes', 'f8ffffffffffffffff', 'a message of 18446744073709552000 bytes, of at most 67108864'],
    ['a length of nine bytes', 'f7', 'a number of 9 bytes, of at most 8'],
    ['an empty message', '00', 'a message ends within a value'],
    ['a number that is cut off', '01 fe', 'a message ends within a number'],
    ['a value of a type that nobody defined', '03 ff82 00', 'a value of type 65, which is no struct'],
    ['a value that is no struct', '03 04 00 02', 'a value of type 2, which is no struct'],
    ['a definition of a type of gob’s own', '03 1f 00 00', 'type 16 is defined once more'],
    ['a definition that defines nothing', '03 ff81 00', 'a type definition defines nothing'],
    ['a definition with bytes behind it', '08 ff81 03 02 00 00 00 00', 'bytes follow the value of a message'],
    ['a text that is longer than its message', '0a ff81 03 01 01 fc ffffffff', 'a message ends within a value'],
    ['a field that the type does not have', '04 ff81 09 00', '"wireType" has no field 8'],
    ['a list of more elements than there are bytes', '09 ff81 03 02 fc ffffffff', 'a message ends within a value'],
  ])('is refused: %s', (_what, hex, message) => {
    expect(refused(hex)).toBe(message)
  })

  test.each([
    ['text', Buffer.from('HTTP/1.1 400 Bad Request').toString('hex'), 'a value of type 42, which is no struct'],
    ['its first two bytes', '4854', 'a value of type 42, which is no struct'],
    ['a long message before any type', 'fc00100000', 'a message of 1048576 bytes before any type is defined'],
    ['a definition of a type of gob’s own', '401f', 'type 16 is defined once more'],
  ])('is refused before all of what it announces is there: %s', (_what, hex, message) => {
    expect(refused(hex)).toBe(message)
  })

  test('is refused: a type that is defined twice', () => {
    const type = bytesOf('answerType').toString('hex')
    expect(refused(type + type)).toBe('type 65 is defined once more')
  })

  test('is refused: fields of other types than an answer has', () => {
    const types = new Map([[65, struct('Response', { Seq: basic.text, Error: basic.bool, ServiceMethod: basic.uint })]])
    const pair = (value: object) => {
      const write = gobWriter(types)
      return hexOf([write(65, { ...value }), write(65, {})])
    }
    expect(refused(pair({ Seq: 'x' }))).toBe('something else stands where a number belongs')
    expect(refused(pair({ Error: true }))).toBe('something else stands where text belongs')
    expect(refused(pair({ ServiceMethod: 7 }))).toBe('something else stands where text belongs')
  })

  test('is refused: values beyond the bounds of their number and their depth', () => {
    const types = new Map<number, GobType>([
      [65, struct('Node', { Next: 65, Some: 66 })],
      [66, { kind: 'list', name: '[]Node', element: 65 }],
    ])
    let deep = {}
    for (let depth = 0; depth < 33; depth += 1) deep = { Next: deep }
    expect(refused(hexOf([gobWriter(types)(65, deep)]))).toBe('values nested deeper than 32')
    const many = { Some: Array.from({ length: 100_000 }, () => ({})) }
    expect(refused(hexOf([gobWriter(types)(65, many)]))).toBe('more than 100000 values in a message')
  })

  test('is refused: types beyond the bounds of their number, their fields and their size', () => {
    const definition = (id: number, fields: Readonly<Record<string, number>>) =>
      hexOf([gobWriter(new Map([[id, struct('T', fields)]]))(id, {})])
    const numbers = Array.from({ length: 1001 }, (_, index) => index)
    const fields = Object.fromEntries(numbers.map((number) => [`f${number}`, 2]))
    expect(refused(definition(65, fields))).toBe('a struct has 1001 fields, of at most 1000')
    expect(refused(definition(65, { ['x'.repeat(65_536)]: 2 }))).toMatch(/^type 65 takes 65\d+ bytes$/)
    const types = numbers.map((number) => definition(65 + number, {}))
    expect(refused(types.join(''))).toBe('more than 1000 types are defined')
  })

  test('never hangs, and is never read as more than its bytes hold: it is an error, or more is awaited', () => {
    const real = bytesOf('answerType', 'success')
    const bytes = oneof(
      uint8Array({ maxLength: 200 }),
      array(oneof(constant(real), uint8Array({ maxLength: 8 })), { maxLength: 6 }).map((parts) => Buffer.concat(parts)),
      // A real answer with some bytes replaced.
      array(tuple(nat({ max: real.length - 1 }), nat({ max: 255 })), { minLength: 1, maxLength: 4 }).map((changes) => {
        const changed = Buffer.from(real)
        for (const [at, byte] of changes) changed[at] = byte
        return changed
      }),
    )
    assert(
      property(bytes, (given) => {
        expect(textRead(given).length).toBeLessThan(2_000)
      }),
      { numRuns: 5_000 },
    )
  })
})

/** What bytes are read as, until they are refused. */
function textRead(bytes: Uint8Array): string {
  const found: NumberedAnswer[] = []
  try {
    for (const answer of answerReader()(Buffer.from(bytes))) found.push(answer)
  } catch (error) {
    if (!(error instanceof GobError)) throw error
  }
  return JSON.stringify(found)
}
