import { integerPattern } from '../integer-pattern.ts'
import { isRecord } from '../json-schema.ts'
import {
  base64Pattern,
  booleanPattern,
  jsonPatterns,
  listContent,
  secretPattern,
  separatorComments,
} from '../text-schema.ts'
import { childOf, without, type SchemaNode } from './schema-node.ts'

/**
 * Schemas of databags as `databagSchemas` writes them are of texts. This gives the value that such a text stands for, as far as an
 * importer knows one; any other schema as it is.
 */
export function valueOfText(node: SchemaNode): SchemaNode {
  const { contentMediaType: media, contentSchema: content, pattern, default: value } = node.schema
  if (media === 'application/json' && isRecord(content)) {
    const known = Object.values(jsonPatterns).includes(String(pattern))
    return withDefault(known ? without(node, ['pattern']) : node, value)
  }
  if (pattern === base64Pattern && node.schema['contentEncoding'] === 'base64') return without(node, ['pattern'])
  const separator = separatorOf(node)
  if (separator !== undefined) return typeof value === 'string' ? withList(node, value.split(separator)) : node
  if (media !== undefined || !isRecord(content) || pattern !== patternOf(content)) return node
  const { schema, pointer } = without(node, ['type', 'minLength', 'pattern', 'contentSchema'])
  return withDefault({ schema: { ...content, ...schema }, pointer }, value)
}

/** What stands between the entries of a text that is a list; undefined where it is none. */
export function separatorOf({ schema }: Pick<SchemaNode, 'schema'>): string | undefined {
  const { contentMediaType: media, contentSchema: content, type, $comment } = schema
  if (type !== 'string' || media !== undefined || !isRecord(content)) return undefined
  if (content['type'] !== 'array' || JSON.stringify(content['items']) !== JSON.stringify(listContent.items))
    return undefined
  return Object.entries(separatorComments).find(([, comment]) => comment === $comment)?.[0]
}

function withList(node: SchemaNode, entries: readonly string[]): SchemaNode {
  return { ...node, schema: { ...node.schema, default: entries } }
}

/** What is in the secret of which a text is the URI; undefined where it is none. */
export function secretOfText(node: SchemaNode): SchemaNode | undefined {
  const { pattern, contentSchema } = node.schema
  return pattern === secretPattern && isRecord(contentSchema) ? childOf(node, 'contentSchema') : undefined
}

function patternOf(content: SchemaNode['schema']): string | undefined {
  if (content['type'] === 'boolean') return booleanPattern
  if (content['type'] !== 'integer') return undefined
  const { minimum, maximum } = content
  return integerPattern({ ...bound({ minimum }), ...bound({ maximum }) })
}

function bound(bounds: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
  )
}

/** The default of a text is a text. */
function withDefault(node: SchemaNode, text: unknown): SchemaNode {
  if (typeof text !== 'string') return node
  try {
    const value: unknown = JSON.parse(text)
    return { ...node, schema: { ...node.schema, default: value } }
  } catch {
    return node
  }
}
