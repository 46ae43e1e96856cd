import { report, type SchemaNode } from './schema-node.ts'
import type { Shape, Writing } from './shape.ts'

const numeric = ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']

/** Texts, numbers, yes and no, and nothing. What says no type may be anything. */
export const scalars: readonly Shape[] = [
  { when: is('string'), keywords: ['type', 'minLength', 'maxLength', 'pattern', 'format'], write: textSource },
  { when: is('integer'), keywords: numeric, write: (_, node) => piped(['v.number()', 'v.integer()', ...bounds(node)]) },
  { when: is('number'), keywords: numeric, write: (_, node) => piped(['v.number()', ...bounds(node)]) },
  { when: is('boolean'), keywords: ['type'], write: () => 'v.boolean()' },
  { when: is('null'), keywords: ['type'], write: () => 'v.null()' },
  { when: () => true, keywords: [], write: () => 'v.unknown()' },
]

function is(type: string): Shape['when'] {
  return (schema) => schema['type'] === type
}

const formats: Readonly<Record<string, string>> = {
  email: 'v.email()',
  uri: 'v.url()',
  uuid: 'v.uuid()',
  ipv4: 'v.ipv4()',
  ipv6: 'v.ipv6()',
  date: 'v.isoDate()',
}

function textSource({ reading }: Writing, node: SchemaNode): string {
  const { minLength, maxLength, pattern, format } = node.schema
  const known = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined
  if (typeof format === 'string' && known === undefined)
    report(reading, node, {
      keyword: 'format',
      effect: 'accepts-more',
      message: `the format ${format} is not checked`,
    })
  return piped([
    'v.string()',
    ...(typeof minLength === 'number' && minLength > 0 ? [`v.minLength(${minLength})`] : []),
    ...(typeof maxLength === 'number' ? [`v.maxLength(${maxLength})`] : []),
    ...(typeof pattern === 'string' ? patternAction(reading, node, pattern) : []),
    ...(known === undefined ? [] : [known]),
  ])
}

/** A pattern in another engine's words is not guessed at. */
function patternAction(reading: Writing['reading'], node: SchemaNode, pattern: string): readonly string[] {
  try {
    // JSON Schema asks for patterns that are also Unicode patterns.
    const { source } = new RegExp(pattern, 'u')
    return [`v.regex(/${source}/${/\\[pPu]\{/.test(source) ? 'u' : ''})`]
  } catch {
    report(reading, node, { keyword: 'pattern', effect: 'accepts-more', message: 'this is no pattern of JavaScript' })
    return []
  }
}

const actions: Readonly<Record<string, string>> = {
  minimum: 'minValue',
  maximum: 'maxValue',
  exclusiveMinimum: 'gtValue',
  exclusiveMaximum: 'ltValue',
  multipleOf: 'multipleOf',
}

function bounds({ schema }: SchemaNode): readonly string[] {
  return Object.entries(actions).flatMap(([keyword, action]) =>
    typeof schema[keyword] === 'number' ? [`v.${action}(${schema[keyword]})`] : [],
  )
}

function piped([source = '', ...steps]: readonly string[]): string {
  return steps.length === 0 ? source : `v.pipe(${[source, ...steps].join(', ')})`
}
