import { isRecord } from '../json-schema.ts'
import type { Encoding } from './field-makers.ts'
import { fieldSource, type FieldSource } from './field-source.ts'
import { childOf, childrenOf, report, reportRest, resolve, type Reading, type SchemaNode } from './schema-node.ts'

/** A field with the key that it is for. */
export interface KeyedSource extends FieldSource {
  readonly key: string
}

/** The fields of the databag that a document describes. */
export function databagSource(reading: Reading, encoding: Encoding): readonly KeyedSource[] {
  const model = modelOf(reading)
  const { type = 'object', properties, required, additionalProperties } = model.schema
  const expected = [
    ...(type === 'object' ? ['type'] : []),
    // A databag is open: Juju has keys of its own in it.
    ...(additionalProperties === true ? ['additionalProperties'] : []),
  ]
  reportRest(reading, model, ['properties', 'required', 'default', ...expected])
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.keys(isRecord(properties) ? properties : {}).flatMap((key) => {
    const node = childOf(model, 'properties', key)
    if (!/^$|[={}]/.test(key))
      return [{ key, ...fieldSource(reading, { key, node, required: needed.includes(key) }, encoding) }]
    report(reading, node, { keyword: '', effect: 'accepts-more', message: `"${key}" cannot be a key of a databag` })
    return []
  })
}

/** The model itself, also where a side may leave out its databag. */
function modelOf(reading: Reading): SchemaNode {
  const model = resolve(reading, reading.root)
  const all = childrenOf(model, 'anyOf')
  const [only] = all.filter(({ schema }) => schema['type'] !== 'null')
  if (all.length !== 2 || only === undefined) return model
  const inner = resolve(reading, only)
  if ('required' in inner.schema)
    report(reading, model, {
      keyword: 'anyOf',
      effect: 'accepts-less',
      message: 'a databag that is left out is not ready',
    })
  return inner
}
