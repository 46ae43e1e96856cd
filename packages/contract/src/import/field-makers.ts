import { isRecord } from '../json-schema.ts'
import { childOf, type Reading, type SchemaNode } from './schema-node.ts'
import { literal } from './source-text.ts'
import { separatorOf } from './text-node.ts'
import { valueSource } from './value-source.ts'

/**
 * How the values of a databag stand as texts, which a schema of the values does not say. `text`: texts as they are, numbers in
 * digits, true and false as Python writes them, lists and objects as JSON. `json`: everything as JSON.
 */
export type Encoding = 'text' | 'json'

/** A property's schema with its references followed, and apart from whether it may be null. */
export interface Value {
  readonly whole: SchemaNode
  /** What it is when it is not null. */
  readonly inner: SchemaNode
  readonly plain: SchemaNode['schema']
  readonly nullable: boolean
  /** Of the URI of a secret: the source of its fields. */
  readonly content: string | undefined
}

/** One kind of field, and which schemas it reads. */
export interface Maker {
  readonly builder: string
  readonly encodings: readonly Encoding[]
  readonly when: (value: Value) => boolean
  /** The keywords that it deals with; without a list it reports by itself what it leaves out. */
  readonly keywords?: readonly string[]
  readonly args: (given: {
    readonly reading: Reading
    readonly value: Value
    readonly node: SchemaNode
  }) => readonly string[]
  readonly options: (schema: SchemaNode['schema']) => readonly string[]
  /** Whether a value can be the default. */
  readonly takes: (value: unknown) => boolean
}

const none = (): readonly string[] => []
/** What reads everything that JSON Schema describes. */
export const jsonMaker: Maker = {
  builder: 'json',
  encodings: ['text', 'json'],
  when: () => true,
  args: ({ reading, node }) => [valueSource(reading, node)],
  // What Python writes; both ends read any.
  options: () => [`style: 'python-unsorted'`],
  takes: () => true,
}

/** The first that fits is taken. */
export const makers: readonly Maker[] = [
  {
    builder: 'secret',
    encodings: ['text'],
    when: ({ content }) => content !== undefined,
    keywords: ['type', 'pattern', 'contentSchema'],
    args: ({ value: { content = '{}' } }) => [content],
    options: none,
    takes: () => false,
  },
  {
    builder: 'base64',
    encodings: ['text'],
    when: ({ plain }) =>
      plain['type'] === 'string' && plain['contentEncoding'] === 'base64' && !('contentMediaType' in plain),
    keywords: ['type', 'contentEncoding'],
    args: none,
    options: none,
    takes: () => false,
  },
  {
    builder: 'list',
    encodings: ['text'],
    when: ({ plain }) => separatorOf({ schema: plain }) !== undefined,
    keywords: ['type', 'contentSchema', '$comment'],
    args: none,
    options: listOptions,
    takes: (value) => Array.isArray(value) && value.every((entry) => typeof entry === 'string'),
  },
  {
    ...jsonMaker,
    encodings: ['text'],
    when: ({ plain }) => plain['contentMediaType'] === 'application/json' && 'contentSchema' in plain,
    keywords: ['type', 'contentMediaType', 'contentSchema'],
    args: ({ reading, value: { inner, nullable } }) => {
      const content = childOf(inner, 'contentSchema')
      // One with a name of its own has its references inside itself.
      const source = valueSource('$id' in content.schema ? { ...reading, root: content } : reading, content)
      return [nullable ? `v.nullable(${source})` : source]
    },
  },
  {
    builder: 'choice',
    encodings: ['text'],
    when: ({ plain }) => wordsOf(plain).length > 0,
    keywords: ['type', 'enum', 'const'],
    args: ({ value: { plain } }) => [literal(wordsOf(plain))],
    options: none,
    takes: (value) => typeof value === 'string' && value !== '',
  },
  {
    builder: 'text',
    encodings: ['text'],
    when: ({ plain }) => plain['type'] === 'string',
    keywords: ['type'],
    args: none,
    options: none,
    takes: (value) => typeof value === 'string' && value !== '',
  },
  {
    builder: 'boolean',
    encodings: ['text'],
    when: ({ plain }) => plain['type'] === 'boolean' && !isListed(plain),
    keywords: ['type'],
    args: none,
    options: () => [`style: 'python'`],
    takes: (value) => typeof value === 'boolean',
  },
  {
    builder: 'integer',
    encodings: ['text'],
    when: isWholeNumber,
    keywords: ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
    args: none,
    options: rangeOptions,
    takes: (value) => Number.isSafeInteger(value),
  },
]

/** A text cannot be empty, so a list with an empty word is none of words. */
function wordsOf({ type = 'string', enum: all, const: one }: SchemaNode['schema']): readonly string[] {
  const words: readonly unknown[] = Array.isArray(all) ? all : one === undefined ? [] : [one]
  const texts = words.filter((word) => typeof word === 'string' && word !== '').map(String)
  return type === 'string' && texts.length === words.length ? texts : []
}

function isListed(schema: SchemaNode['schema']): boolean {
  return 'enum' in schema || 'const' in schema
}

/** One that a field of the runtime can check; others stand as JSON, which has the same digits. */
function isWholeNumber({ plain }: Value): boolean {
  if (plain['type'] !== 'integer' || isListed(plain) || 'multipleOf' in plain) return false
  return ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].every(
    (bound) => plain[bound] === undefined || Number.isSafeInteger(plain[bound]),
  )
}

function listOptions(schema: SchemaNode['schema']): readonly string[] {
  const { contentSchema: content } = schema
  const separator = separatorOf({ schema })
  return [
    ...(separator === ',' || separator === undefined ? [] : [`separator: ${literal(separator)}`]),
    ...(isRecord(content) && content['uniqueItems'] === true ? [] : ['ordered: true']),
  ]
}

function rangeOptions(schema: SchemaNode['schema']): readonly string[] {
  const bound = (keyword: string, step: number): readonly number[] => {
    const value = schema[keyword]
    return typeof value === 'number' ? [value + step] : []
  }
  const lower = [...bound('minimum', 0), ...bound('exclusiveMinimum', 1)]
  const upper = [...bound('maximum', 0), ...bound('exclusiveMaximum', -1)]
  return [
    ...(lower.length > 0 ? [`min: ${Math.max(...lower)}`] : []),
    ...(upper.length > 0 ? [`max: ${Math.min(...upper)}`] : []),
  ]
}
