import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { format } from 'prettier'
import { describe, expect, test } from 'vitest'
import { contractOf, databagSchemas, databagsOf, importSchemas, type Encoding, type JsonSchema } from '../src/index.ts'
import { records as recordsDefinition } from './fixtures/imported/records.ts'
import { server as serverDefinition } from './fixtures/imported/server.ts'
import { tree as treeDefinition } from './fixtures/imported/tree.ts'
import { validator } from './support/validator.ts'

const definitions = { records: recordsDefinition, server: serverDefinition, tree: treeDefinition }

const fixtures = join(import.meta.dirname, 'fixtures')

function exported(name: string): JsonSchema {
  return JSON.parse(readFileSync(join(fixtures, 'pydantic', `${name}.json`), 'utf8')) as JsonSchema
}

function imported(name: string, encoding: Encoding) {
  return importSchemas({
    interface: name,
    wire: 0,
    summary: `Imported from ${name}.`,
    encoding,
    sides: { provides: { app: exported(name) }, requires: {} },
  })
}

/** What a charm would write for a value of the model. */
function written(value: object, encoding: Encoding): Record<string, string> {
  const texts = Object.entries(value).map(
    ([key, member]: [string, unknown]) => [key, textOf(member, encoding)] as const,
  )
  return Object.fromEntries(texts.filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function textOf(value: unknown, encoding: Encoding): string | undefined {
  if (encoding === 'json' || (typeof value === 'object' && value !== null)) return JSON.stringify(value)
  if (value === null) return undefined
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Whether the model accepts a value, and whether the contract of what was imported accepts its texts. */
function verdicts(
  name: keyof typeof definitions,
  encoding: Encoding,
): (value: object) => [model: boolean, contract: boolean] {
  const ajv = new Ajv2020({ strict: false, logger: false })
  addFormats.default(ajv)
  const model = ajv.compile(exported(name))
  const schemas = databagSchemas(contractOf([definitions[name]]))
  const contract = validator(schemas.get(`urn:interlayer:${name}:0:provides:app`) ?? {})
  return (value) => [model(value), contract(written(value, encoding))]
}

const zone = { domain: 'example.org', owner: null }
const entry = { label: 'www', kind: 'AAAA', ttl: 3600, data: '::1', weight: 0.5, tags: ['a'], zone }
const records = {
  zones: [zone],
  entries: [entry],
  contact: 'me',
  retries: 5,
  dry_run: true,
  mode: 'replace',
  by_name: { www: entry },
  pair: [1, 'a'],
  anything: [{}],
}
const tree = {
  root: {
    kind: 'branch',
    children: [
      { kind: 'leaf', value: 1 },
      { kind: 'branch', children: [] },
    ],
  },
  depth: 'two',
}
const server = {
  database: 'wiki',
  'tcp-port': 80,
  user: 'a',
  password: 'b',
  read_only: true,
  level: 'debug',
  host: '10.0.0.7',
  website: null,
  slug: 'abc',
  shards: '[1,2]',
  old: 'x',
  roles: ['a'],
  step: 4,
}

describe('a definition that was imported from a model of pydantic', () => {
  test.each([
    ['records', 'json'],
    ['tree', 'json'],
    ['server', 'text'],
  ] as const)('%s is the one that was checked here', async (name, encoding) => {
    const { source } = imported(name, encoding)
    const formatted = await format(source, { parser: 'typescript', semi: false, singleQuote: true, printWidth: 120 })
    await expect(formatted).toMatchFileSnapshot(join(fixtures, 'imported', `${name}.ts`))
  })

  test.each([
    ['records', records],
    ['tree', tree],
  ] as const)('%s accepts and refuses what its model does, whatever is changed in a value', async (name, valid) => {
    const verdict = verdicts(name, 'json')
    expect(imported(name, 'json').findings.filter(({ effect }) => effect !== 'words')).toEqual([])
    expect(verdict(valid)).toEqual([true, true])
    const change = fc.tuple(fc.nat(), fc.option(fc.jsonValue({ maxDepth: 1 }), { nil: undefined }))
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        const value = changes.reduce<object>((before, [place, other]) => replaced(before, place, other), valid)
        const [model, contract] = verdict(value)
        expect(contract).toBe(model)
        seen.add(model)
      }),
      { numRuns: 500, seed: 1 },
    )
    expect(seen.size).toBe(2)
  })

  test.each([
    ['a whole value', server, [true, true]],
    [
      'what may be left out left out',
      { database: 'a', user: 'b', password: 'c', host: '10.0.0.7', shards: '[]' },
      [true, true],
    ],
    ['a field that is missing', { ...server, database: undefined }, [false, false]],
    ['empty text where none may be', { ...server, user: '' }, [false, false]],
    ['a port out of range', { ...server, 'tcp-port': 0 }, [false, false]],
    ['a word for a port', { ...server, 'tcp-port': 'http' }, [false, false]],
    ['a word that is not listed', { ...server, level: 'warning' }, [false, false]],
    ['what is no boolean', { ...server, read_only: 'maybe' }, [false, false]],
    ['what is no multiple', { ...server, step: 3 }, [false, false]],
    ['an array of another kind', { ...server, roles: [5] }, [false, false]],
    ['content that does not fit: draft 2020-12 does not look into it', { ...server, shards: '["a"]' }, [true, false]],
    ['a pattern that is not met: it was found', { ...server, slug: 'ABC' }, [false, true]],
    ['one twice in a set: it was found', { ...server, roles: ['a', 'a'] }, [false, true]],
    ['another key: it was found', { ...server, more: 'x' }, [false, true]],
  ])('server takes %s', (_what, value, expected) => {
    expect(verdicts('server', 'text')(JSON.parse(JSON.stringify(value)) as object)).toEqual(expected)
  })

  test('comes with everything that it does not say', () => {
    const { findings } = imported('server', 'text')
    expect(findings.map(({ effect, pointer }) => `${effect}: ${pointer}`)).toEqual([
      'accepts-more: /additionalProperties',
      'words: /description',
      'words: /title',
      'accepts-more: /properties/host/format',
      'accepts-more: /properties/website/anyOf/0/format',
      'accepts-more: /properties/slug/maxLength',
      'accepts-more: /properties/slug/pattern',
      'accepts-more: /properties/roles/uniqueItems',
    ])
  })

  test('is the same from the model of a whole side', () => {
    const sides = { provides: databagsOf(exported('side')) }
    const { source } = importSchemas({ interface: 'server', wire: 0, summary: 'A.', encoding: 'text', sides })
    expect(source).toContain("  provides: {\n    app: {\n      database: text('Database.'),")
    expect(source).not.toContain('unit:')
  })
})

/** A value with the n-th thing in it replaced, or taken out. */
function replaced(value: object, place: number, other: unknown): object {
  const places = placesIn(value)
  const path = places[place % places.length] ?? []
  const copy = structuredClone(value)
  const holder = path.slice(0, -1).reduce<unknown>((inner, name) => Reflect.get(inner as object, name), copy) as object
  const last = path.at(-1) ?? ''
  if (other !== undefined) Reflect.set(holder, last, other)
  else if (Array.isArray(holder)) holder.splice(Number(last), 1)
  else Reflect.deleteProperty(holder, last)
  return copy
}

function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [[name], ...placesIn(member).map((path) => [name, ...path])])
}
