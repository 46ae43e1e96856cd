import { defineInterface, list } from '@interlayer/runtime'
import { describe, expect, test } from 'vitest'
import { contractOf, databagSchemas, databagsOf, importSchemas, type Encoding } from '../src/index.ts'

function imported(property: unknown, encoding: Encoding = 'text', document: object = {}) {
  const schema = { type: 'object', properties: { key: property }, required: ['key'], ...document }
  return importSchemas({ ...options, encoding, sides: { requires: { unit: schema } } })
}
const options = { interface: 'a', wire: 0, summary: 'A.', encoding: 'text' } as const
const field = (source: string) => /^ {6}key: (.*),$/m.exec(source)?.[1] ?? source
const style = `{ style: 'python-unsorted' }`
const value = (source: string) => field(source).replace("json('Key.', ", '').replace(`, ${style})`, '')

/** What a property becomes, as JSON, and what is lost. */
const cases: readonly (readonly [property: unknown, source: string, findings?: readonly string[]])[] = [
  [{}, 'v.unknown()'],
  [true, 'v.unknown()'],
  [false, 'v.never()'],
  [{ const: 'a' }, `v.literal('a')`],
  [{ const: { a: [1] } }, `v.strictObject({ 'a': v.strictTuple([v.literal(1)]) })`],
  [{ enum: ['a', 1] }, `v.picklist(['a', 1])`],
  [{ enum: ['a', null, true] }, `v.union([v.literal('a'), v.null(), v.literal(true)])`],
  [{ type: 'null' }, 'v.null()'],
  [{ type: ['string', 'null'], minLength: 2 }, 'v.nullable(v.pipe(v.string(), v.minLength(2)))'],
  [
    { type: ['integer', 'boolean'], maximum: 5 },
    'v.union([v.pipe(v.number(), v.integer(), v.maxValue(5)), v.boolean()])',
  ],
  [{ anyOf: [{ type: 'null' }] }, 'v.null()'],
  [{ allOf: [{ type: 'string' }], default: null }, 'v.string()'],
  [{ allOf: [{ type: 'object', properties: {} }, {}] }, 'v.intersect([v.object({}), v.unknown()])'],
  [
    { oneOf: [{ type: 'string' }, { type: 'number' }] },
    'v.union([v.string(), v.number()])',
    ['accepts-more: /properties/key/oneOf'],
  ],
  [{ type: 'array' }, 'v.array(v.unknown())'],
  [{ type: 'array', prefixItems: [{ type: 'string' }], minItems: 1 }, 'v.looseTuple([v.string()])'],
  [
    { type: 'array', prefixItems: [{}], minItems: 1, items: { type: 'null' } },
    'v.tupleWithRest([v.unknown()], v.null())',
  ],
  [
    { type: 'array', prefixItems: [{}], items: false },
    'v.strictTuple([v.unknown()])',
    ['accepts-less: /properties/key/prefixItems'],
  ],
  [
    { type: 'array', prefixItems: [{}], minItems: 1, maxItems: 3 },
    'v.pipe(v.looseTuple([v.unknown()]), v.maxLength(3))',
  ],
  [{ type: 'array', prefixItems: [{}], minItems: 2 }, 'v.pipe(v.looseTuple([v.unknown()]), v.minLength(2))'],
  [
    { type: 'array', items: [{ type: 'string' }], minItems: 1, additionalItems: { type: 'null' } },
    'v.tupleWithRest([v.string()], v.null())',
  ],
  [{ type: 'array', items: [{ type: 'string' }], minItems: 1, maxItems: 1 }, 'v.strictTuple([v.string()])'],
  [
    { type: 'array', contains: {}, minItems: 1 },
    'v.pipe(v.array(v.unknown()), v.minLength(1))',
    ['accepts-more: /properties/key/contains'],
  ],
  [{ type: 'object' }, 'v.record(v.string(), v.unknown())'],
  [{ type: 'object', properties: {}, additionalProperties: false }, 'v.strictObject({})'],
  [{ type: 'object', properties: {}, additionalProperties: true }, 'v.looseObject({})'],
  [{ type: 'object', properties: {}, additionalProperties: { type: 'null' } }, 'v.objectWithRest({}, v.null())'],
  [{ type: 'object', additionalProperties: false }, 'v.strictObject({})'],
  [
    { type: 'object', additionalProperties: { type: 'null' }, propertyNames: { pattern: '^a/b$' }, minProperties: 1 },
    String.raw`v.pipe(v.record(v.pipe(v.string(), v.regex(/^a\/b$/)), v.null()), v.minEntries(1))`,
  ],
  [
    { type: 'object', patternProperties: { a: {} } },
    'v.record(v.string(), v.unknown())',
    ['accepts-more: /properties/key/patternProperties'],
  ],
  [{ type: 'string', format: 'uri' }, 'v.pipe(v.string(), v.url())'],
  [{ type: 'string', format: 'duration' }, 'v.string()', ['accepts-more: /properties/key/format']],
  [{ type: 'string', pattern: '(?P<a>b)' }, 'v.string()', ['accepts-more: /properties/key/pattern']],
  [{ type: 'string', pattern: String.raw`^\p{L}$` }, String.raw`v.pipe(v.string(), v.regex(/^\p{L}$/u))`],
  [{ type: 'number', not: { const: 5 } }, 'v.number()', ['accepts-more: /properties/key/not']],
  [{ type: 'number', name: 'Key' }, 'v.number()', ['words: /properties/key/name']],
  [{ $ref: '#/$defs/Lost' }, 'v.unknown()', ['accepts-more: /properties/key/$ref']],
  [{ $ref: 'https://example.org/a.json' }, 'v.unknown()', ['accepts-more: /properties/key/$ref']],
]

describe('a value', () => {
  test.each(cases)('of %j is written with valibot', (property, source, lost = []) => {
    const { source: all, findings } = imported(property, 'json')
    expect(value(all)).toBe(source)
    expect(findings.map(({ effect, pointer }) => `${effect}: ${pointer}`)).toEqual(lost)
  })

  test('of an object has a line for each member', () => {
    const property = {
      type: 'object',
      properties: { a: { type: 'string' }, 'b-c': { default: 5 }, __proto__: {}, d: {} },
      required: ['a', 'z'],
    }
    Object.defineProperty(property.properties, '__proto__', { value: {}, enumerable: true })
    const { source, findings } = imported(property, 'json')
    expect(source).toContain(
      "v.object({\n        a: v.string(),\n        'b-c': v.optional(v.unknown(), 5),\n        d: v.optional(v.unknown()),\n        ['__proto__']: v.optional(v.unknown()),\n      })",
    )
    expect(findings.map(({ message }) => message)).toEqual(['z is needed and not described'])
  })
})

describe('a field', () => {
  test.each([
    [{ type: 'string', minLength: 1 }, "text('Key.')"],
    [{ type: 'string', const: 'a' }, "choice('Key.', ['a'])"],
    [{ enum: ['a', ''] }, `json('Key.', v.picklist(['a', '']), ${style})`],
    [{ type: 'integer', minimum: 0, exclusiveMaximum: 9 }, "integer('Key.', { min: 0, max: 8 })"],
    [{ type: 'integer', minimum: 0.5 }, `json('Key.', v.pipe(v.number(), v.integer(), v.minValue(0.5)), ${style})`],
    [{ type: 'boolean', const: true }, `json('Key.', v.literal(true), ${style})`],
    [{ type: 'string', format: 'password' }, "text('Key.', { sensitive: true })"],
    [
      {
        anyOf: [
          { type: 'string', contentMediaType: 'application/json', contentSchema: { type: 'null' } },
          { type: 'null' },
        ],
      },
      `json('Key.', v.nullable(v.null()), ${style})`,
    ],
    [{ description: "It's\n  here", title: 'Else', type: 'string' }, String.raw`text('It\'s here.')`],
  ])('of %j stands as text', (property, source) => {
    expect(field(imported(property).source)).toBe(source)
  })

  test('that may be null may be left out, and a default that is no text is lost', () => {
    const nullable = imported({ anyOf: [{ type: 'string', format: 'uri' }, { type: 'null' }] })
    expect(field(nullable.source)).toBe("text('Key.', { optional: true })")
    expect(nullable.findings).toEqual([
      {
        databag: 'requires.unit',
        pointer: '/properties/key/anyOf/0/format',
        effect: 'accepts-more',
        message: 'format cannot be expressed',
      },
      {
        databag: 'requires.unit',
        pointer: '/properties/key',
        effect: 'accepts-more',
        message: 'null is no text, so it may be left out',
      },
    ])
    const empty = imported({ type: 'string', default: '' }, 'text', { required: [] })
    expect(field(empty.source)).toBe("text('Key.', { optional: true })")
    expect(empty.findings.map(({ message }) => message)).toEqual(['this default cannot stand in a databag'])
  })

  test('with a key that Juju does not take is left out', () => {
    const { source, findings } = imported({}, 'text', { properties: { 'a=b': {}, '{c}': {}, d: {} } })
    expect(field(source)).not.toContain('a=b')
    expect(findings.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
      '/properties/a=b: "a=b" cannot be a key of a databag',
      '/properties/{c}: "{c}" cannot be a key of a databag',
    ])
  })
})

describe('definitions of a document', () => {
  const folder = { type: 'object', properties: { in: { $ref: '#/definitions/a folder' } } }

  test('are constants, also those of older drafts, and one that holds itself is lazy', () => {
    const { source } = imported({ $ref: '#/definitions/a%20folder' }, 'json', { definitions: { 'a folder': folder } })
    expect(source).toContain(
      'const AFolder: v.GenericSchema = v.object({\n  in: v.optional(v.lazy(() => AFolder)),\n})',
    )
    expect(value(source)).toBe('AFolder')
  })

  test('are looked at again under another name without being found twice', () => {
    const schema = (format: string) => ({
      properties: { key: { $ref: '#/$defs/Word' } },
      $defs: { Word: { type: 'string', format } },
    })
    const { findings } = importSchemas({
      interface: 'a',
      wire: 0,
      summary: 'A.',
      encoding: 'json',
      sides: { provides: { unit: { ...schema('ipv4') }, app: schema('duration') } },
    })
    expect(findings.map(({ databag, pointer }) => `${databag} ${pointer}`)).toEqual(['provides.app /$defs/Word/format'])
  })

  test('of one name in two documents are one where they are equal, and numbered where they are not', () => {
    const schema = (type: string) => ({ properties: { key: { $ref: '#/$defs/Word' } }, $defs: { Word: { type } } })
    const sides = {
      provides: { unit: schema('string'), app: schema('string') },
      requires: { unit: schema('number'), app: schema('string') },
    }
    const { source } = importSchemas({ interface: 'a', wire: 0, summary: 'A.', encoding: 'json', sides })
    expect(source.match(/Word2?(?=,| =)/g)).toEqual(['Word', 'Word2', 'Word', 'Word', 'Word2', 'Word'])
  })
})

describe('importSchemas', () => {
  const options = { interface: 'a', wire: 0, summary: 'A.', encoding: 'text', sides: {} } as const

  test('refuses what is no interface, or no schema', () => {
    expect(() => importSchemas({ ...options, interface: "a'b" })).toThrow('its name may hold lower-case letters')
    expect(() => importSchemas(options)).toThrow('Interface "a": it needs provides, requires or peers.')
    expect(() => importSchemas({ ...options, sides: { peers: { app: 5 } } })).toThrow('peers.app is no JSON Schema')
  })

  test('says of a databag that is no object that it cannot be one', () => {
    const sides = { provides: { app: { type: 'array', items: { type: 'string' } } } }
    const { source, findings } = importSchemas({ ...options, sides })
    expect(source).toContain('provides: {}')
    expect(findings.map(({ effect, pointer }) => `${effect}: ${pointer}`)).toEqual([
      'accepts-more: /type',
      'accepts-more: /items',
    ])
  })

  test('takes a databag that may be left out as a whole for one that is not ready', () => {
    const model = { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] }
    const sides = { provides: { app: { anyOf: [model, { type: 'null' }] } } }
    const { source, findings } = importSchemas({ ...options, sides })
    expect(field(source)).toBe("text('Key.')")
    expect(findings.map(({ effect, pointer }) => `${effect}: ${pointer}`)).toEqual(['accepts-less: /anyOf'])
  })

  test('comes to an end where references lead in a circle', () => {
    const { source } = imported({ $ref: '#/$defs/A' }, 'text', { $defs: { A: { $ref: '#/$defs/A' } } })
    expect(value(source)).toBe('v.unknown()')
  })

  test('writes what others wrote as texts only', () => {
    const { source } = imported({ enum: ["'); throw '${1}", '`\\'] })
    expect(field(source)).toBe(String.raw`choice('Key.', ['\'); throw \'${'$'}{1}', '${'`'}\\'])`)
  })
})

test('databagsOf takes nothing out of what is no side', () => {
  expect([databagsOf(5), databagsOf({}), databagsOf({ properties: { app: 5 } })]).toEqual([{}, {}, {}])
})

test('null as a default is kept where null may stand, and said to be left out where it may not', () => {
  const nullable = { $ref: '#/$defs/Name', default: null }
  const plain = { type: 'string', default: null }
  const property = { type: 'object', properties: { nullable, listed: { enum: ['a', null], default: null }, plain } }
  const $defs = { Name: { anyOf: [{ type: 'string' }, { type: 'null' }] } }
  const { source, findings } = imported(property, 'json', { $defs })
  expect(source).toContain('nullable: v.optional(Name, null),')
  expect(source).toContain("listed: v.optional(v.union([v.literal('a'), v.null()]), null),")
  expect(source).toContain('plain: v.optional(v.string()),')
  expect(findings).toEqual([
    {
      databag: 'requires.unit',
      pointer: '/properties/key/properties/plain/default',
      effect: 'words',
      message: 'null is no such value: absence reads as absence',
    },
  ])
})

test('a comment is left out, and said to be, wherever it stands', () => {
  const $comment = 'Not all is said here.'
  const property = { type: 'array', items: { type: 'string', $comment } }
  const { findings } = imported(property, 'json', { $comment })
  expect(findings.map(({ effect, pointer }) => `${effect}: ${pointer}`)).toEqual([
    'words: /$comment',
    'words: /properties/key/items/$comment',
  ])
})

test('a list in a text of ours comes back with its separator, its order and its default', () => {
  const lists = { plain: list('A.'), blanks: list('B.', { separator: ' ', ordered: true, default: ['a', 'b'] }) }
  const definition = defineInterface({ name: 'a', wire: 0, summary: 'A.', requires: { unit: lists } })
  const schema = databagSchemas(contractOf([definition])).get('urn:interlayer:a:0:requires:unit')
  const { source } = importSchemas({ ...options, sides: { requires: { unit: schema } } })
  expect(source).toContain("plain: list('A.'),")
  expect(source).toContain("blanks: list('B.', { default: ['a', 'b'], separator: ' ', ordered: true }),")
})

test('references that lead to nothing but each other are found, and one to the whole model is followed', () => {
  const $defs = { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } }
  const circle = imported({ $ref: '#/$defs/A' }, 'json', { $defs })
  expect(value(circle.source)).toBe('v.unknown()')
  expect(circle.findings).toMatchObject([{ pointer: '/properties/key/$ref', message: 'this reference leads nowhere' }])
  const whole = imported({ type: 'array', items: { $ref: '#' } }, 'json')
  expect(whole.source).toContain(
    'const Schema: v.GenericSchema = v.object({\n  key: v.array(v.lazy(() => Schema)),\n})',
  )
  expect(whole.findings).toEqual([])
})
