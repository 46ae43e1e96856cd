import { bodyOf, toFamily } from '../family-pattern.ts'
import { isRecord } from '../json-schema.ts'
import { childOf, childrenOf, report, targetOf, without, type Reading, type SchemaNode } from './schema-node.ts'

/** One key of a databag, or a family of them, in its schema. */
export interface DatabagKey {
  readonly key: string
  readonly node: SchemaNode
  readonly required: boolean
  /** Names that are read for it as well. */
  readonly aliases: readonly string[]
}

/** What keys a databag has: plain ones, then families, as `databagSchemas` writes them. What is neither is reported. */
export function databagKeys(reading: Reading, model: SchemaNode): readonly DatabagKey[] {
  const names = namesIn(model, 'properties')
  const aliases = names.flatMap((name) => {
    const key = aliasedBy(reading, childOf(model, 'properties', name))
    return key === undefined || key === name || !names.includes(key) ? [] : [[name, key] as const]
  })
  const groups = alternatives(reading.root) ?? []
  const needed = [...textsIn(model.schema['required']), ...groups.map(([key = '']) => key)]
  const plain = names.flatMap((key): readonly DatabagKey[] => {
    const node = childOf(model, 'properties', key)
    if (aliases.some(([name]) => name === key)) return []
    const [, ...ordered] = groups.find(([first]) => first === key) ?? []
    const others = aliases.flatMap(([name, target]) => (target === key ? [name] : []))
    const byOrder = others.toSorted((one, other) => ordered.indexOf(one) - ordered.indexOf(other))
    if (!/^$|[={}]/.test(key)) return [{ key, node, required: needed.includes(key), aliases: byOrder }]
    report(reading, node, { keyword: '', effect: 'accepts-more', message: `"${key}" cannot be a key of a databag` })
    return []
  })
  return [...plain, ...familiesIn(reading, model)]
}

/** Of which keys one is needed, the first of them by its own name; undefined where the schema is made of others in another way. */
export function alternatives(root: SchemaNode): readonly (readonly string[])[] | undefined {
  const all = childrenOf(root, 'allOf').map((part) =>
    childrenOf(part, 'anyOf').flatMap(({ schema: { required, ...rest } }) =>
      Object.keys(rest).length > 0 ? [] : textsIn(required),
    ),
  )
  return all.length > 0 && all.every((keys) => keys.length > 1) ? all : undefined
}

function familiesIn(reading: Reading, model: SchemaNode): readonly DatabagKey[] {
  return namesIn(model, 'patternProperties').flatMap((pattern) => {
    const node = childOf(model, 'patternProperties', pattern)
    const key = String(node.schema['title'])
    if (/^[^{}=]*\{[^{}=]+\}[^{}=]*$/.test(key) && pattern.endsWith(`${bodyOf(toFamily(key))}$`))
      return [{ key, node: without(node, ['title']), required: true, aliases: [] }]
    report(reading, node, { keyword: '', effect: 'accepts-more', message: 'this pattern of keys cannot be expressed' })
    return []
  })
}

/** The key that a property is another name of. */
function aliasedBy(reading: Reading, { schema }: SchemaNode): string | undefined {
  const { $ref, ...beside } = schema
  const target = Object.keys(beside).length === 0 ? targetOf(reading, $ref) : undefined
  const [, parent, key] = /^(\/properties\/)([^/]+)$/.exec(target?.pointer ?? '') ?? []
  return parent === undefined ? undefined : key?.replaceAll('~1', '/').replaceAll('~0', '~')
}

function namesIn({ schema }: SchemaNode, keyword: string): readonly string[] {
  const members = schema[keyword]
  return isRecord(members) ? Object.keys(members) : []
}

function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : []
}
