import { boolean, choice, defineInterface, integer, text, type Field, type Fields, secret } from '@interlayer/runtime'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contractOf,
  databagSchemas,
  describe as describeSide,
  placeOfSchema,
  schemaId,
  schemaPath,
  type JsonSchema,
} from '../src/index.ts'
import { integerPattern } from '../src/integer-pattern.ts'
import { letters } from './support/letters.ts'
import { compile, validator } from './support/validator.ts'

const schemas = databagSchemas(contractOf([letters]))
const unit = schemas.get('urn:interlayer:letters:2:provides:unit') ?? {}
const valid = { port: '80', name: 'post' }

function schemaOf(fields: Fields): JsonSchema {
  const made = databagSchemas(
    contractOf([defineInterface({ name: 'a', wire: 0, summary: 'A.', requires: { unit: fields } })]),
  )
  return made.get('urn:interlayer:a:0:requires:unit') ?? {}
}

describe('the $id of a schema', () => {
  test('names interface, wire, side and databag, and the field of a secret', () => {
    expect([...schemas.keys()]).toEqual([
      'urn:interlayer:letters:2:provides:unit',
      'urn:interlayer:letters:2:provides:app',
      'urn:interlayer:letters:2:provides:app:account',
      'urn:interlayer:letters:2:requires:app',
    ])
    for (const [id, schema] of schemas) expect(schema['$id']).toBe(id)
  })

  test('is a URN whatever a key holds', () => {
    const place = { interface: 'a', wire: 0, role: 'peers', databag: 'app', secret: 'secret-{name}' } as const
    expect(schemaId(place)).toBe('urn:interlayer:a:0:peers:app:secret-%7Bname%7D')
    expect(placeOfSchema(schemaId(place))).toEqual(place)
    expect(schemaPath(place)).toBe('schemas/wire-0/peers.app.secret-~7Bname~7D.json')
  })

  test('of another kind names no databag', () => {
    for (const id of ['urn:interlayer:description', 'urn:interlayer:a:0:nobody:app', 'https://example.org', undefined])
      expect(placeOfSchema(id)).toBeUndefined()
  })
})

describe('the schema of a databag', () => {
  const accepts = validator(unit)

  test('accepts what is whole, with the keys of Juju and of others beside it', () => {
    expect(compile(unit)(valid)).toBe(true)
    expect(accepts({ ...valid, 'ingress-address': '10.0.0.7', unknown: 'x' })).toBe(true)
  })

  test.each([
    ['a required key that is missing', { name: 'post' }],
    ['a key that is missing under all its names', { port: '80' }],
    ['empty text', { ...valid, weight: '' }],
    ['what is no text', { ...valid, unknown: 5 }],
    ['a word for a number', { ...valid, port: 'http' }],
    ['a number outside its range', { ...valid, port: '65536' }],
    ['a word that is not listed', { ...valid, kind: 'parcel' }],
    ['what is neither true nor false', { ...valid, urgent: 'maybe' }],
    ['what is no base64', { ...valid, stamp: 'ä' }],
    ['JSON of another type', { ...valid, streets: '{}' }],
    ['JSON whose content does not fit', { ...valid, streets: '[{"house":5}]' }],
    ['a member of a family that does not decode', { ...valid, 'letter-a-size': 'x' }],
  ])('refuses %s', (_what, databag) => {
    expect(accepts(databag)).toBe(false)
  })

  test('accepts a key under each of its other names', () => {
    expect(accepts({ port: '80', owner: 'post' })).toBe(true)
    expect(accepts({ port: '80', holder: 'post' })).toBe(true)
  })

  test('takes a key for what it is to a reader: a plain one, then the family with the longer fixed text', () => {
    expect(accepts({ ...valid, 'letter-a': 'x', 'letter-a-size': '5', 'letter-count-size': 'many' })).toBe(true)
  })

  test('keeps the references of a value inside that value', () => {
    expect(accepts({ ...valid, folders: '{"name":"a","folders":[{"name":"b"}]}' })).toBe(true)
    expect(accepts({ ...valid, folders: '{"name":"a","folders":[{}]}' })).toBe(false)
    const inner = new Ajv2020().addSchema(unit).getSchema('urn:interlayer:letters:2:provides:unit:folders')
    expect([inner?.({ name: 'a', folders: [{ name: 'b' }] }), inner?.({ name: 'a', folders: [{}] })]).toEqual([
      true,
      false,
    ])
  })

  test('tells defaults, what is on its way out, what is hidden, and the value of each text', () => {
    expect(unit['properties']).toMatchObject({
      size: { default: '7', contentSchema: { type: 'integer', minimum: -20, maximum: 300 } },
      streets: { default: '[]' },
      urgent: { deprecated: true, contentSchema: { type: 'boolean' } },
      note: { writeOnly: true },
    })
  })

  test('has the keys that the description of its side has, the families under the names of theirs, and other names beside', () => {
    const { properties, patternProperties } = unit as Record<string, Readonly<Record<string, JsonSchema>>>
    const families = Object.values(patternProperties ?? {}).map(({ title }) => title)
    const others = Object.entries(properties ?? {}).filter(([, { $ref }]) => $ref === '#/properties/name')
    expect(others.map(([name]) => name)).toEqual(['holder', 'owner'])
    const named = Object.keys(properties ?? {}).filter((key) => others.every(([name]) => name !== key))
    expect([...named, ...families].toSorted()).toEqual(
      Object.keys(describeSide(letters, 'provides').writes.unit ?? {}).toSorted(),
    )
  })

  test('has the URI of a secret, and its content apart', () => {
    const [app, content] = ['app', 'app:account'].map((end) =>
      validator(schemas.get(`urn:interlayer:letters:2:provides:${end}`) ?? {}),
    )
    expect([app?.({ account: 'secret:9m4e2mr0ui3e8a215n4g' }), app?.({ account: 'hunter2' })]).toEqual([true, false])
    expect([content?.({ user: 'a', pin: '1234' }), content?.({ pin: '1234' })]).toEqual([true, false])
  })
})

describe('a pattern', () => {
  /** Whether the field's own codec takes the text: a word that is not listed reads as absent, and a schema refuses it. */
  const decodes = (field: Field, raw: string) => field.decode(raw).state === 'decoded'

  const range = fc.tuple(fc.integer(), fc.integer()).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }))
  const near = (bound: number) => fc.integer({ min: -2, max: 2 }).map((step) => String(bound + step))
  const digits = fc.stringMatching(/^ ?[+-]?0{0,2}[0-9]{0,10} ?$/)

  test('of an integer accepts what the codec does, at its bounds and anywhere', () => {
    const cases = range.chain((bounds) =>
      fc.tuple(fc.constant(bounds), fc.oneof(near(bounds.min), near(bounds.max), digits, fc.string())),
    )
    fc.assert(
      fc.property(cases, ([bounds, raw]) => {
        const pattern = integerPattern({ minimum: bounds.min, maximum: bounds.max })
        expect(new RegExp(pattern, 'u').test(raw)).toBe(decodes(integer('A.', bounds), raw))
      }),
    )
  })

  test('of an integer with one bound, or none, accepts what the codec does', () => {
    const fields = [integer('A.', { min: 1 }), integer('A.', { max: -1 }), integer('A.', { min: 0 }), integer('A.')]
    const compiled = fields.map((field) => [field, compile(schemaOf({ a: field }))] as const)
    fc.assert(
      fc.property(fc.oneof(digits, fc.constantFrom('0', '-0', '00', '+1', '-1', '')), (raw) => {
        for (const [field, fits] of compiled) expect(fits({ a: raw })).toBe(decodes(field, raw))
      }),
    )
  })

  test('of a secret accepts what the codec does', () => {
    const field = secret('A.', { key: text('K.') })
    const fits = compile(schemaOf({ a: field }))
    const id = '9m4e2mr0ui3e8a215n4g'
    const texts = [
      `secret:${id}`,
      `secret://0b6dc4a8-0000-4000-8000-000000000000/${id}`,
      `secret:${id}0`,
      id,
      'secret:',
      `a secret:${id}`,
    ]
    expect(texts.map((raw) => fits({ a: raw }))).toEqual(texts.map((raw) => field.decode(raw).state !== 'invalid'))
    expect(texts.filter((raw) => fits({ a: raw }))).toEqual(texts.slice(0, 2))
  })

  test('of a boolean and of a choice accepts what the codec does', () => {
    const fields = [boolean('A.'), choice('A.', ['a', 'b.c', 'TRUE'])]
    const compiled = fields.map((field) => [field, compile(schemaOf({ a: field }))] as const)
    const words = fc.constantFrom('true', 'TRUE', 'Yes', ' no ', '1', '2', 'on', 'oN', 'a', 'b.c', 'bxc', '')
    fc.assert(
      fc.property(fc.oneof(words, fc.string()), (raw) => {
        for (const [field, fits] of compiled) expect(fits({ a: raw })).toBe(decodes(field, raw))
      }),
    )
  })

  test('of a family takes its fixed text as it is', () => {
    const fits = compile(schemaOf({ '{unit}.c+t': integer('A.'), other: text('B.', { optional: true }) }))
    expect([fits({ 'a_0.c+t': '5' }), fits({ 'a_0.c+t': 'x' }), fits({ a_0xcct: 'x' }), fits({ '.c+t': 'x' })]).toEqual(
      [true, false, true, true],
    )
  })
})
