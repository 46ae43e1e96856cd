import { isRecord } from '../json-schema.ts'
import type { Effect, Finding } from './finding.ts'
import type { Declarations } from './declarations.ts'

/** References in a row that are followed; more are a circle. */
const maxReferences = 100

/** A schema, and where it stands in its document. */
export interface SchemaNode {
  readonly schema: Readonly<Record<string, unknown>>
  readonly pointer: string
}

/** One document that is being read, and what comes of it. */
export interface Reading {
  readonly databag: string
  readonly root: SchemaNode
  readonly findings: Finding[]
  readonly declarations: Declarations
  /** The constants of this document, by where their schema stands. */
  readonly names: Map<string, Constant>
}

/** A constant, from when its schema is being written. */
export interface Constant {
  readonly name: string
  complete: boolean
  /** It is used inside itself. */
  recursive: boolean
}

/** A schema inside another one. `true` accepts everything, like the empty schema, and `false` nothing. */
export function childOf({ schema, pointer }: SchemaNode, ...path: readonly string[]): SchemaNode {
  const found = path.reduce<unknown>((value, name) => memberOf(value, name), schema)
  const place = `${pointer}${path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`
  if (found === false) return { schema: { not: {} }, pointer: place }
  return { schema: isRecord(found) ? found : {}, pointer: place }
}

/** The schemas of a list. */
export function childrenOf(node: SchemaNode, keyword: string): readonly SchemaNode[] {
  const list = node.schema[keyword]
  return Array.isArray(list) ? list.map((_schema, index) => childOf(node, keyword, String(index))) : []
}

/** What a reference leads to; undefined when it leads nowhere in this document. */
export function targetOf({ root }: Reading, reference: unknown): SchemaNode | undefined {
  if (reference === '#') return root
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined
  const path = reference
    .slice(2)
    .split('/')
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
  const found = path.reduce<unknown>((value, name) => memberOf(value, name), root.schema)
  return isRecord(found) ? childOf(root, ...path) : undefined
}

/** Whether a reference leads to nothing but references, for ever. */
export function isCircle(reading: Reading, reference: unknown): boolean {
  let next = reference
  for (let step = 0; step < maxReferences; step += 1) {
    const target = targetOf(reading, next)
    if (target?.schema['$ref'] === undefined) return false
    next = target.schema['$ref']
  }
  return true
}

/** The schema itself, with what its references say and what is written beside them. */
export function resolve(reading: Reading, node: SchemaNode): SchemaNode {
  let current = node
  for (let step = 0; step < maxReferences; step += 1) {
    const { $ref, allOf, ...beside } = current.schema
    const only = Array.isArray(allOf) && allOf.length === 1 ? childOf(current, 'allOf', '0') : undefined
    const target = $ref === undefined ? only : targetOf(reading, $ref)
    if (target === undefined) return current
    current = { schema: { ...target.schema, ...beside }, pointer: target.pointer }
  }
  return { schema: {}, pointer: node.pointer }
}

/** The schema apart from some of its keywords. */
export function without({ schema, pointer }: SchemaNode, keywords: readonly string[]): SchemaNode {
  const rest = Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword))
  return { schema: Object.fromEntries(rest), pointer }
}

/** Writes down what the definition does not say. */
export function report(
  { findings, databag }: Reading,
  { pointer }: SchemaNode,
  { keyword, effect, message }: { readonly keyword: string; readonly effect: Effect; readonly message: string },
): void {
  const place = keyword === '' ? pointer : `${pointer}/${keyword}`
  const known = findings.some(
    (found) => found.databag === databag && found.pointer === place && found.message === message,
  )
  if (!known) findings.push({ databag, pointer: place, effect, message })
}

/** Keywords that only hold a document together. */
const structural = ['$schema', '$id', '$defs', 'definitions', 'discriminator']
/** Keywords for people. Any that is not known to JSON Schema is one too: a validator ignores it. */
const constraints = [
  ['not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'dependencies', 'unevaluatedProperties'],
  ['unevaluatedItems', 'contains', 'minContains', 'maxContains', 'uniqueItems', 'patternProperties', 'propertyNames'],
  ['minProperties', 'maxProperties', 'additionalProperties', 'properties', 'required', 'items', 'prefixItems'],
  ['minItems', 'maxItems', 'minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ['contentSchema', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'type', 'enum'],
  ['const', 'anyOf', 'oneOf', 'allOf', '$ref', '$dynamicRef', 'additionalItems'],
].flat()

/** Writes down every keyword that nobody has dealt with. */
export function reportRest(reading: Reading, node: SchemaNode, known: readonly string[]): void {
  for (const [keyword, value] of Object.entries(node.schema)) {
    if (known.includes(keyword) || structural.includes(keyword)) continue
    if (keyword === 'title' && isGiven(node, value)) continue
    const effect = constraints.includes(keyword) ? 'accepts-more' : 'words'
    const message = effect === 'words' ? `${keyword} is for people, and is left out` : `${keyword} cannot be expressed`
    report(reading, node, { keyword, effect, message })
  }
}

/** Whether a title is no more than the name of its property or model, as pydantic makes it. */
function isGiven({ pointer }: SchemaNode, title: unknown): boolean {
  const plain = (text: unknown): string =>
    String(text)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
  return plain(title) === plain(pointer.split('/').at(-1))
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)]
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
