import { defineInterface, json, text, type Fields, type StandardSchema } from '@interlayer/runtime'
import { number, object, pipe, string, transform } from 'valibot'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe as suite, expect, test } from 'vitest'
import { contractOf, definitionsIn, describe, descriptionProblems, descriptionSchema, wireJson } from '../src/index.ts'
import { letters } from './support/letters.ts'

const contract = contractOf([letters])
const provides = contract.generations[0]?.sides.provides

suite('contractOf', () => {
  test('says what is common to both sides, and every side that there is', () => {
    const { sides, ...generation } = contract.generations[0] ?? {}
    expect(generation).toEqual({ wire: 2, summary: 'Letters, sorted.', scope: 'container' })
    expect(Object.keys(sides ?? {})).toEqual(['provides', 'requires'])
    expect(sides?.requires).toMatchObject({ conversation: 'unit', reserved: [], flags: {}, methods: {} })
  })

  test('says everything about a side, by name', () => {
    expect({ ...provides, databags: Object.keys(provides?.databags ?? {}) }).toEqual({
      conversation: 'application',
      databags: ['unit', 'app'],
      greeting: { unit: { name: 'post', port: 80 } },
      silentPartner: 'every',
      reserved: ['alpha', 'zeta'],
      unused: { app: { stamps: 'Of others.' } },
      flags: {
        awake: { description: 'Somebody is there.', formerly: ['up'] },
        ready: { description: 'There is post.' },
      },
      methods: {
        send: {
          summary: 'Sends one.',
          params: { to: { codec: 'text', type: 'string', presence: 'required', description: 'Where to.' } },
          returns: '{sent}',
        },
        stop: { summary: 'Ends it.' },
      },
    })
  })

  test('says everything about a field', () => {
    expect(provides?.databags.unit).toMatchObject({
      name: { codec: 'text', type: 'string', presence: 'required', aliases: ['owner', 'holder'] },
      size: { type: 'integer', presence: 'default', default: 7, schema: { minimum: -20, maximum: 300 } },
      kind: { codec: 'choice', type: 'string', schema: { enum: ['bill', 'card'] } },
      urgent: { type: 'boolean', status: 'deprecated', encoding: { style: 'python' } },
      note: { codec: 'quoted-text', sensitive: true },
      towns: { type: 'array', encoding: { ordered: true, separator: ' ' } },
      streets: {
        codec: 'json',
        type: 'array',
        default: [],
        schema: {
          type: 'array',
          items: {
            type: 'object',
            properties: { house: { type: 'number' }, name: { type: 'string' } },
            required: ['name'],
          },
        },
      },
      'letter-{name}': { codec: 'text', placeholder: 'name' },
    })
  })

  test('shows the content of a secret as fields of their own', () => {
    expect(provides?.databags.app).toEqual({
      account: {
        codec: 'secret',
        type: 'object',
        presence: 'optional',
        description: 'Who pays.',
        content: {
          pin: { codec: 'integer', type: 'integer', presence: 'optional', description: 'Four digits.' },
          user: { codec: 'text', type: 'string', presence: 'required', description: 'Their name.' },
        },
      },
    })
  })

  test('lists generations newest first, whatever their order', () => {
    const older = defineInterface({ name: 'letters', wire: 0, summary: 'Older.', requires: {} })
    expect(contractOf([older, letters]).generations.map(({ wire }) => wire)).toEqual([2, 0])
  })

  test('refuses no definition, two interfaces, and one wire twice', () => {
    const other = defineInterface({ name: 'other', wire: 1, summary: 'Another.', requires: {} })
    expect(() => contractOf([])).toThrow('There is no definition to make a contract of. Give at least one.')
    expect(() => contractOf([letters, other])).toThrow('Interface "letters": "other" is another interface')
    expect(() => contractOf([letters, { ...letters }])).toThrow('two definitions have wire 2')
  })
})

suite('the schema of a JSON value', () => {
  const schemaOf = (schema: StandardSchema) =>
    contractOf([defineInterface({ name: 'a', wire: 0, summary: 'A.', requires: { unit: { a: json('A.', schema) } } })])
      .generations[0]?.sides.requires?.databags.unit?.['a']?.schema

  const standard = { version: 1 as const, vendor: 'made-up', validate: (value: unknown) => ({ value }) }

  test('comes from any library that speaks Standard JSON Schema', () => {
    const jsonSchema = { input: ({ target }: { target: string }) => ({ $schema: target, type: 'string' }) }
    expect(schemaOf({ '~standard': { ...standard, jsonSchema } } as StandardSchema)).toEqual({ type: 'string' })
  })

  test('is no more than a remark where a library gives none, or fails', () => {
    expect(schemaOf({ '~standard': standard })).toEqual({
      $comment: 'Not all is said here: made-up gives no JSON Schema.',
    })
    const jsonSchema = {
      input: () => {
        throw new Error('No such target.')
      },
    }
    expect(schemaOf({ '~standard': { ...standard, jsonSchema } } as StandardSchema)).toEqual({
      $comment: 'Not all is said here: No such target.',
    })
  })

  test('is that of what stands on the wire, not of what is made of it', () => {
    expect(schemaOf(pipe(string(), transform(Number), number()))).toEqual({ type: 'string' })
  })

  test('says what it leaves out', () => {
    expect(contract.generations[0]?.sides.requires?.databags.app?.['even']?.schema).toEqual({
      $comment: 'Not all is said here: The "check" action cannot be converted to JSON Schema.',
      type: 'array',
      items: { type: 'number' },
    })
  })
})

suite('wireJson', () => {
  test('gives the same bytes whatever the order in a definition', () => {
    const [a, b] = [text('A.'), text('B.')]
    const made = (unit: Fields) => wireJson(contractOf([{ name: 'a', wire: 0, summary: 'A.', requires: { unit } }]))
    expect(made({ a, b })).toBe(made({ b, a }))
    const [first, second] = [object({ a: string(), b: string() }), object({ b: string(), a: string() })]
    expect(made({ a: json('A.', first) })).toBe(made({ a: json('A.', second) }))
    expect(made({ a, b })).toMatch(/^\{\n {2}"interface": "a",[^]*\}\n$/)
  })
})

suite('definitionsIn', () => {
  test('finds what a package exports, alone, in lists and with classes, each once', () => {
    const older = { ...letters, wire: 1 }
    const Older = Object.assign(() => undefined, { definition: older })
    const Side = Object.assign(() => undefined, { definition: letters, generations: [Older] })
    expect(definitionsIn({ letters, all: [letters], Side, number: 5, nothing: undefined })).toEqual([letters, older])
  })
})

suite('a description', () => {
  test('of one side says what it writes and what it reads', () => {
    const { databags, flags, methods } = provides ?? {}
    expect(describe(letters, 'provides')).toEqual({
      interface: 'letters',
      wire: 2,
      summary: 'Letters, sorted.',
      role: 'provides',
      scope: 'container',
      conversation: 'application',
      writes: databags,
      reads: contract.generations[0]?.sides.requires?.databags,
      flags,
      methods,
    })
    expect(describe(letters, 'requires').reads).toEqual(databags)
  })

  test('has peers read what they write', () => {
    const peers = defineInterface({ name: 'a', wire: 0, summary: 'A.', peers: { unit: { a: text('A.') } } })
    const { writes, reads } = describe(peers, 'peers')
    expect(reads).toEqual(writes)
  })

  test('fits its schema, which a JSON validator reads alike', () => {
    const isDescription = new Ajv2020().compile(descriptionSchema)
    const whole = describe(letters, 'provides')
    const wrong = { ...whole, wire: 1.5, writes: { unit: { key: { codec: 'text' } } } }
    expect([whole, wrong].map((one) => isDescription(one))).toEqual([true, false])
    expect([whole, wrong].map(descriptionProblems)).toEqual([
      [],
      [
        'wire: Invalid integer: Received 1.5',
        'writes.unit.key.type: Invalid key: Expected "type" but received undefined',
        'writes.unit.key.presence: Invalid key: Expected "presence" but received undefined',
        'writes.unit.key.description: Invalid key: Expected "description" but received undefined',
      ],
    ])
  })

  test('refuses a side that there is not', () => {
    expect(() => describe(letters, 'peers')).toThrow(
      'Interface "letters" has no side "peers". It has: provides, requires.',
    )
  })
})
