import type { Field, Fields } from '@interlayer/runtime'
import type { FieldContract, FieldContracts, ValueType } from './contract.ts'
import { byName, isRecord, toJson, type JsonSchema } from './json-schema.ts'
import { valueSchema } from './value-schema.ts'

/** Fields as data, by name: the order in which a definition has them means nothing on the wire. */
export function fieldContracts(fields: Fields): FieldContracts {
  return byName(fields, fieldContract)
}

/** What the contract says of every field in words of its own; anything else among the options is the codec's. */
const said = new Set(['optional', 'default', 'sensitive', 'aliases', 'status', 'namesSecrets', 'min', 'max'])

function fieldContract(field: FieldWithContent, key: string): FieldContract {
  const { codec, presence, description, options, content } = field
  const schema = valueSchema(field.schema)
  const placeholder = /\{(.+)\}/.exec(key)?.[1]
  const encoding = Object.entries(options).filter(([option]) => !said.has(option))
  return {
    codec,
    type: typeOf(codec, schema),
    presence,
    description,
    ...(placeholder !== undefined && { placeholder }),
    ...(options.default !== undefined && { default: toJson(options.default) }),
    ...(options.aliases !== undefined && { aliases: options.aliases }),
    ...(options.status !== undefined && { status: options.status }),
    ...(options.sensitive !== undefined && { sensitive: options.sensitive }),
    ...('namesSecrets' in options && { namesSecrets: true }),
    ...(encoding.length > 0 && { encoding: byName(Object.fromEntries(encoding), toJson) }),
    ...(schema !== undefined && { schema }),
    ...(content !== undefined && { content: fieldContracts(content) }),
  }
}

/** A field whose value is kept apart, with fields of its own. */
interface FieldWithContent extends Field {
  readonly content?: Fields
}

const types: Readonly<Record<string, ValueType>> = {
  text: 'string',
  'quoted-text': 'string',
  base64: 'string',
  choice: 'string',
  integer: 'integer',
  boolean: 'boolean',
  list: 'array',
  secret: 'object',
}
const schemaTypes: readonly ValueType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null']

function typeOf(codec: string, schema: JsonSchema | undefined): ValueType {
  const known = Object.hasOwn(types, codec) ? types[codec] : undefined
  return known ?? schemaTypes.find((type) => isRecord(schema) && schema['type'] === type) ?? 'any'
}
