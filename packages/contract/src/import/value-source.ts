import { compositions } from './composition-source.ts'
import { containers } from './container-source.ts'
import { scalars } from './scalar-source.ts'
import { isCircle, report, reportRest, targetOf, type Reading, type SchemaNode } from './schema-node.ts'
import type { Shape } from './shape.ts'
import { quote } from './source-text.ts'

/** Writes the schema of a JSON value with valibot, as far as that goes; what is lost is reported. */
export function valueSource(reading: Reading, node: SchemaNode): string {
  const { description } = node.schema
  const source = '$ref' in node.schema ? referenceSource(reading, node) : shapeSource(reading, node)
  if (typeof description !== 'string') return source
  const steps = source.startsWith('v.pipe(') ? source.slice('v.pipe('.length, -1) : source
  return `v.pipe(${steps}, v.description(${quote(description)}))`
}

const shapes: readonly Shape[] = [...compositions, ...containers, ...scalars]

function shapeSource(reading: Reading, node: SchemaNode): string {
  const shape = shapes.find(({ when }) => when(node.schema))
  reportRest(reading, node, ['description', 'default', ...(shape?.keywords ?? [])])
  return shape?.write({ reading, write: (inner) => valueSource(reading, inner) }, node) ?? 'v.unknown()'
}

function referenceSource(reading: Reading, node: SchemaNode): string {
  const { $ref: reference } = node.schema
  const target = isCircle(reading, reference) ? undefined : targetOf(reading, reference)
  reportRest(reading, node, ['$ref', 'description', 'default'])
  if (target === undefined) {
    report(reading, node, { keyword: '$ref', effect: 'accepts-more', message: 'this reference leads nowhere' })
    return 'v.unknown()'
  }
  const known = reading.names.get(target.pointer)
  if (known === undefined) return declare(reading, target)
  if (known.complete) return known.name
  known.recursive = true
  return `v.lazy(() => ${known.name})`
}

function declare(reading: Reading, target: SchemaNode): string {
  return reading.declarations.add(target.pointer.split('/').at(-1) ?? '', (name) => {
    const entry = { name, complete: false, recursive: false }
    reading.names.set(target.pointer, entry)
    const source = valueSource(reading, target)
    entry.complete = true
    return `const ${name}${entry.recursive ? ': v.GenericSchema' : ''} = ${source}`
  })
}
