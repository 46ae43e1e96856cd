import { jsonMaker, makers, type Encoding, type Maker, type Value } from './field-makers.ts'
import { childrenOf, report, reportRest, resolve, without, type Reading, type SchemaNode } from './schema-node.ts'
import { literal, quote } from './source-text.ts'

/** A property of a databag's schema. */
export interface Property {
  readonly key: string
  readonly node: SchemaNode
  readonly required: boolean
  /** Names that are read for it as well. */
  readonly aliases: readonly string[]
  /** Of the URI of a secret: the source of its fields. */
  readonly content?: string
}

/** A field of a definition as TypeScript, and the function of the runtime that makes it. */
export interface FieldSource {
  readonly builder: string
  readonly source: string
}

/** Chooses the field that reads what a property describes. What it cannot express is reported. */
export function fieldSource(reading: Reading, property: Property, encoding: Encoding): FieldSource {
  const { aliases, content, node } = property
  const value = { ...valueOf(reading, node), content }
  const maker = makers.find(({ encodings, when }) => encodings.includes(encoding) && when(value)) ?? jsonMaker
  const { builder } = maker
  const told = [
    'description',
    'default',
    'deprecated',
    'writeOnly',
    ...('description' in value.whole.schema ? [] : ['title']),
  ]
  if (maker.keywords !== undefined) reportField(reading, value, [...told, ...maker.keywords])
  const options = [
    ...presence(reading, { property, value, maker }),
    ...maker.options(value.plain),
    ...(aliases.length === 0 ? [] : [`aliases: ${literal(aliases)}`]),
    ...marks(value.plain),
  ]
  const parts = [
    quote(describe(property.key, value.whole)),
    ...maker.args({ reading, value, node: without(node, told) }),
    ...(options.length > 0 ? [`{ ${options.join(', ')} }`] : []),
  ]
  return { builder, source: `${builder}(${parts.join(', ')})` }
}

function valueOf(reading: Reading, node: SchemaNode): Omit<Value, 'content'> {
  const whole = resolve(reading, node)
  const all = childrenOf(whole, 'anyOf')
  const [only, ...others] = all.filter(({ schema }) => schema['type'] !== 'null')
  if (only === undefined || others.length > 0 || all.length === 1)
    return { whole, inner: whole, plain: whole.schema, nullable: false }
  const inner = resolve(reading, only)
  return { whole, inner, plain: { ...inner.schema, ...without(whole, ['anyOf']).schema }, nullable: true }
}

function reportField(reading: Reading, { whole, inner, plain, nullable }: Value, known: readonly string[]): void {
  const dealt = [
    ...known,
    ...(plain['format'] === 'password' ? ['format'] : []),
    ...(Number(plain['minLength']) <= 1 ? ['minLength'] : []),
  ]
  reportRest(reading, whole, nullable ? [...dealt, 'anyOf'] : dealt)
  if (nullable) reportRest(reading, inner, [...dealt, 'title'])
}

function presence(
  reading: Reading,
  {
    property: { required },
    value: { whole, nullable },
    maker,
  }: { readonly property: Property; readonly value: Value; readonly maker: Maker },
): readonly string[] {
  const { default: value } = whole.schema
  const asText = maker.builder !== 'json'
  if (required && nullable && asText)
    report(reading, whole, { keyword: '', effect: 'accepts-more', message: 'null is no text, so it may be left out' })
  if (required && !(nullable && asText)) return []
  if (value === undefined || value === null) return ['optional: true']
  if (maker.takes(value)) return [`default: ${literal(value)}`]
  report(reading, whole, { keyword: 'default', effect: 'words', message: 'this default cannot stand in a databag' })
  return ['optional: true']
}

function marks({ writeOnly, format, deprecated }: SchemaNode['schema']): readonly string[] {
  return [
    ...(writeOnly === true || format === 'password' ? ['sensitive: true'] : []),
    ...(deprecated === true ? [`status: 'deprecated'`] : []),
  ]
}

function describe(key: string, { schema: { description, title } }: SchemaNode): string {
  const words = [description, title, key.replaceAll(/[_-]+/g, ' ')].find(
    (said) => typeof said === 'string' && said !== '',
  )
  const text = String(words).trim().replaceAll(/\s+/g, ' ')
  return /[\w)]$/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}.` : text
}
