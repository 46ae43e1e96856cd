import { childrenOf, report, type SchemaNode } from './schema-node.ts'
import { literal } from './source-text.ts'
import type { Shape, Writing } from './shape.ts'

/** What is said about a value of each type. */
const numeric = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType', 'contentSchema'],
  number: numeric,
  integer: numeric,
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
  ],
}

/** Lists of values, and schemas that are made of others. */
export const compositions: readonly Shape[] = [
  {
    when: (schema) => 'const' in schema,
    keywords: ['const', 'type'],
    write: (_, { schema }) => oneValue(schema['const']),
  },
  { when: (schema) => Array.isArray(schema['enum']), keywords: ['enum', 'type'], write: (_, node) => words(node) },
  {
    when: (schema) => 'anyOf' in schema,
    keywords: ['anyOf'],
    write: (writing, node) => alternatives(writing, node, 'anyOf'),
  },
  { when: (schema) => 'oneOf' in schema, keywords: ['oneOf'], write: exclusive },
  { when: (schema) => 'allOf' in schema, keywords: ['allOf'], write: together },
  {
    when: (schema) => Array.isArray(schema['type']),
    keywords: ['type', ...Object.values(keywordsOf).flat()],
    write: types,
  },
  { when: ({ not, ...rest }) => isEmpty(not) && isEmpty(rest), keywords: ['not'], write: () => 'v.never()' },
]

function words({ schema }: SchemaNode): string {
  const values: readonly unknown[] = Array.isArray(schema['enum']) ? schema['enum'] : []
  if (values.every((value) => typeof value === 'string' || typeof value === 'number'))
    return `v.picklist(${literal(values)})`
  return union(values.map(oneValue))
}

/** A literal takes one value; a list or an object is compared part by part. */
function oneValue(value: unknown): string {
  if (value === null) return 'v.null()'
  if (Array.isArray(value)) return `v.strictTuple([${value.map(oneValue).join(', ')}])`
  if (typeof value !== 'object') return `v.literal(${literal(value)})`
  const members = Object.entries(value).map(([name, member]) => `${literal(name)}: ${oneValue(member)}`)
  return `v.strictObject({ ${members.join(', ')} })`
}

function alternatives({ write }: Writing, node: SchemaNode, keyword: 'anyOf' | 'oneOf'): string {
  const all = childrenOf(node, keyword)
  const values = all.filter(({ schema }) => schema['type'] !== 'null')
  const source = union(values.map(write))
  return values.length === all.length ? source : values.length === 0 ? 'v.null()' : `v.nullable(${source})`
}

function exclusive(writing: Writing, node: SchemaNode): string {
  const message = 'a value that fits more than one of these is accepted'
  if (!('discriminator' in node.schema))
    report(writing.reading, node, { keyword: 'oneOf', effect: 'accepts-more', message })
  return alternatives(writing, node, 'oneOf')
}

function together({ write }: Writing, node: SchemaNode): string {
  const all = childrenOf(node, 'allOf').map(write)
  return all.length === 1 ? all.join('') : `v.intersect([${all.join(', ')}])`
}

/** Each type with what is said about it; the rest means nothing for it. */
function types({ write }: Writing, { schema, pointer }: SchemaNode): string {
  const listed: readonly unknown[] = Array.isArray(schema['type']) ? schema['type'] : []
  const values = listed
    .filter((type) => type !== 'null')
    .map((type) => {
      const known = [
        'type',
        ...(typeof type === 'string' && Object.hasOwn(keywordsOf, type) ? (keywordsOf[type] ?? []) : []),
      ]
      const said = Object.entries({ ...schema, type }).filter(([keyword]) => known.includes(keyword))
      return write({ schema: Object.fromEntries(said), pointer })
    })
  return values.length === listed.length ? union(values) : `v.nullable(${union(values)})`
}

function union(sources: readonly string[]): string {
  return sources.length === 1 ? sources.join('') : `v.union([${sources.join(', ')}])`
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
