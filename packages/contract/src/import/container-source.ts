import { isRecord } from '../json-schema.ts'
import { childOf, childrenOf, report, resolve, type SchemaNode } from './schema-node.ts'
import { block, literal, memberName } from './source-text.ts'
import type { Shape, Writing } from './shape.ts'

/** Objects and arrays. */
export const containers: readonly Shape[] = [
  {
    when: ({ type, properties }) => (type === undefined || type === 'object') && properties !== undefined,
    keywords: ['type', 'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
    write: (writing, node) => sized(objectSource(writing, node), node, entries),
  },
  {
    when: ({ type }) => type === 'object',
    keywords: ['type', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
    write: (writing, node) => sized(recordSource(writing, node), node, entries),
  },
  {
    when: ({ type, prefixItems, items: all }) => type === 'array' && (Array.isArray(prefixItems) || Array.isArray(all)),
    keywords: ['type', 'prefixItems', 'items', 'additionalItems', 'minItems', 'maxItems'],
    write: tupleSource,
  },
  {
    when: ({ type }) => type === 'array',
    keywords: ['type', 'items', 'minItems', 'maxItems'],
    write: (writing, node) => sized(`v.array(${writing.write(childOf(node, 'items'))})`, node, items),
  },
]

const entries = { minProperties: 'minEntries', maxProperties: 'maxEntries' }
const items = { minItems: 'minLength', maxItems: 'maxLength' }

function objectSource(writing: Writing, node: SchemaNode): string {
  const { reading, write } = writing
  const { type, properties = {}, required = [], additionalProperties: more } = node.schema
  if (type === undefined)
    report(reading, node, {
      keyword: '',
      effect: 'accepts-less',
      message: 'what has properties is taken for an object',
    })
  const names = isRecord(properties) ? Object.keys(properties) : []
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  const body = block(
    names.map((name) => {
      const member = childOf(node, 'properties', name)
      return `${memberName(name)}: ${needed.includes(name) ? write(member) : optional(writing, member)}`
    }),
  )
  const undeclared = needed.filter((name) => !names.includes(String(name)))
  if (undeclared.length > 0)
    report(reading, node, {
      keyword: 'required',
      effect: 'accepts-more',
      message: `${undeclared.join(', ')} is needed and not described`,
    })
  if (more === false) return `v.strictObject(${body})`
  if (isRecord(more)) return `v.objectWithRest(${body}, ${write(childOf(node, 'additionalProperties'))})`
  return `v.${more === true ? 'looseObject' : 'object'}(${body})`
}

/** Null as a default is kept where null may stand at all; elsewhere it says no more than that the member may be absent. */
function optional({ reading, write }: Writing, member: SchemaNode): string {
  const { default: value } = member.schema
  const source = write(member)
  if (value === undefined) return `v.optional(${source})`
  if (value !== null || isNullable(resolve(reading, member))) return `v.optional(${source}, ${literal(value)})`
  report(reading, member, {
    keyword: 'default',
    effect: 'words',
    message: 'null is no such value: absence reads as absence',
  })
  return `v.optional(${source})`
}

function isNullable({ schema }: SchemaNode): boolean {
  const { type, anyOf, oneOf, const: one, enum: all } = schema
  const alternatives: readonly unknown[] = [anyOf, oneOf].flat()
  return (
    [type].flat().includes('null') ||
    one === null ||
    (Array.isArray(all) && all.includes(null)) ||
    alternatives.some((other) => isRecord(other) && [other['type']].flat().includes('null'))
  )
}

function recordSource({ write }: Writing, node: SchemaNode): string {
  if (node.schema['additionalProperties'] === false) return 'v.strictObject({})'
  const names = childOf(node, 'propertyNames')
  const key = write({ ...names, schema: { ...names.schema, type: 'string' } })
  return `v.record(${key}, ${write(childOf(node, 'additionalProperties'))})`
}

/** Before 2020-12 a list of `items` was what `prefixItems` is now, and `additionalItems` what `items` is. */
function tupleSource({ reading, write }: Writing, node: SchemaNode): string {
  const [keyword, rest] = Array.isArray(node.schema['prefixItems'])
    ? ['prefixItems', 'items']
    : ['items', 'additionalItems']
  const { [rest]: more, minItems = 0, maxItems } = node.schema
  const all = childrenOf(node, keyword)
  const list = `[${all.map(write).join(', ')}]`
  if (Number(minItems) < all.length)
    report(reading, node, { keyword, effect: 'accepts-less', message: 'each of these is needed' })
  if (more === false || maxItems === all.length) return `v.strictTuple(${list})`
  const tuple = more === undefined ? `v.looseTuple(${list})` : `v.tupleWithRest(${list}, ${write(childOf(node, rest))})`
  const longer = { ...node.schema, minItems: Number(minItems) > all.length ? minItems : undefined }
  return sized(tuple, { ...node, schema: longer }, items)
}

function sized(source: string, { schema }: SchemaNode, actions: Readonly<Record<string, string>>): string {
  const sizes = Object.entries(actions).flatMap(([keyword, action]) =>
    typeof schema[keyword] === 'number' ? [`v.${action}(${schema[keyword]})`] : [],
  )
  return sizes.length === 0 ? source : `v.pipe(${[source, ...sizes].join(', ')})`
}
