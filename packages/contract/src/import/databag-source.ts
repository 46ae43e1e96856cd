import { alternatives, databagKeys, type DatabagKey } from './databag-keys.ts'
import type { Encoding } from './field-makers.ts'
import { fieldSource } from './field-source.ts'
import { isRecord } from '../json-schema.ts'
import { childrenOf, report, reportRest, resolve, without, type Reading, type SchemaNode } from './schema-node.ts'
import { block, memberName } from './source-text.ts'
import { secretOfText, valueOfText } from './text-node.ts'

/** Fields as TypeScript, one for each key, and the functions of the runtime that make them. */
export interface DatabagSource {
  readonly fields: readonly string[]
  readonly builders: readonly string[]
}

/** The fields of the databag that a document describes. */
export function databagSource(reading: Reading, encoding: Encoding): DatabagSource {
  const { root } = reading
  const model = modelOf(reading, alternatives(root) === undefined ? root : without(root, ['allOf']))
  const { type = 'object', additionalProperties: more } = model.schema
  const expected = [
    ...(type === 'object' ? ['type'] : []),
    // A databag is open: Juju has keys of its own in it, and all are texts.
    ...(more === true || isText(more) ? ['additionalProperties'] : []),
  ]
  reportRest(reading, model, ['properties', 'patternProperties', 'required', 'default', ...expected])
  return fieldsOf(reading, encoding, databagKeys(reading, model))
}

function fieldsOf(reading: Reading, encoding: Encoding, keys: readonly DatabagKey[]): DatabagSource {
  const all = keys.map((property) => {
    const { key, node } = property
    const secret = encoding === 'text' ? secretOfText(node) : undefined
    const inner = secret && fieldsOf(reading, encoding, databagKeys({ ...reading, root: secret }, secret))
    const { builder, source } = fieldSource(
      reading,
      {
        ...property,
        node: encoding === 'text' ? valueOfText(node) : node,
        ...(inner && { content: block(inner.fields) }),
      },
      encoding,
    )
    return { builders: [builder, ...(inner?.builders ?? [])], field: `${memberName(key)}: ${source}` }
  })
  return { fields: all.map(({ field }) => field), builders: all.flatMap(({ builders }) => builders) }
}

function isText(schema: unknown): boolean {
  return isRecord(schema) && schema['type'] === 'string' && Object.keys(schema).length === 1
}

/** The model itself, also where a side may leave out its databag. */
function modelOf(reading: Reading, root: SchemaNode): SchemaNode {
  const model = resolve(reading, root)
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
