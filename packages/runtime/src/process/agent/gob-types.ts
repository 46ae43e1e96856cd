import { GobError, listOf, numberOf, recordOf, textOf, type GobRecord, type GobValue } from './gob-values.ts'

/** Most fields of one struct. */
const maxFields = 1_000

/** How the values of one type are laid out. Types name each other by number; a `list` is a slice or an array. */
export type GobType =
  | { readonly kind: 'bool' | 'int' | 'uint' | 'float' | 'bytes' | 'text' | 'complex' }
  | { readonly kind: 'list'; readonly name: string; readonly element: number }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | StructType

/** A struct: a value has the fields that are not zero, in this order. */
export interface StructType {
  readonly kind: 'struct'
  readonly name: string
  readonly fields: readonly { readonly name: string; readonly type: number }[]
}

export type GobTypes = ReadonlyMap<number, GobType>

/** gob's numbers of the types that need no definition. */
export const basic = { bool: 1, int: 2, uint: 3, float: 4, bytes: 5, text: 6, complex: 7 } as const

/** The type of type definitions. */
export const wireType = 16

/** Types that others define have numbers from here. */
export const firstOwnType = 64

/** The types that every stream begins with. Those from 16 on are of type definitions: gob describes types by values. */
export const knownTypes: GobTypes = new Map<number, GobType>([
  [basic.bool, { kind: 'bool' }],
  [basic.int, { kind: 'int' }],
  [basic.uint, { kind: 'uint' }],
  [basic.float, { kind: 'float' }],
  [basic.bytes, { kind: 'bytes' }],
  [basic.text, { kind: 'text' }],
  [basic.complex, { kind: 'complex' }],
  [
    wireType,
    // The last three are types that encode themselves.
    struct('wireType', {
      ArrayT: 17,
      SliceT: 19,
      StructT: 20,
      MapT: 23,
      GobEncoderT: 24,
      BinaryMarshalerT: 24,
      TextMarshalerT: 24,
    }),
  ],
  [17, struct('arrayType', { CommonType: 18, Elem: basic.int, Len: basic.int })],
  [18, struct('CommonType', { Name: basic.text, Id: basic.int })],
  [19, struct('sliceType', { CommonType: 18, Elem: basic.int })],
  [20, struct('structType', { CommonType: 18, Field: 22 })],
  [21, struct('fieldType', { Name: basic.text, Id: basic.int })],
  [22, { kind: 'list', name: '[]*fieldType', element: 21 }],
  [23, struct('mapType', { CommonType: 18, Key: basic.int, Elem: basic.int })],
  [24, struct('gobEncoderType', { CommonType: 18 })],
])

/** A struct from the types of its fields. */
export function struct(name: string, fields: Readonly<Record<string, number>>): StructType {
  return { kind: 'struct', name, fields: Object.entries(fields).map(([name, type]) => ({ name, type })) }
}

/** The type that a value of `wireType` defines. */
export function typeFrom(definition: GobRecord): GobType {
  const { StructT, SliceT, ArrayT, MapT, ...others } = definition
  if (StructT !== undefined) return { kind: 'struct', name: nameOf(StructT), fields: fieldsOf(StructT) }
  const list = SliceT ?? ArrayT
  if (list !== undefined) return { kind: 'list', name: nameOf(list), element: typeIn(list, 'Elem') }
  if (MapT !== undefined) return { kind: 'map', key: typeIn(MapT, 'Key'), element: typeIn(MapT, 'Elem') }
  if (Object.keys(others).length > 0) return { kind: 'bytes' }
  throw new GobError('a type definition defines nothing')
}

/** The value of `wireType` that defines a type; there are structs and slices only among those that are written. */
export function definitionOf(id: number, type: GobType): GobRecord {
  if (type.kind === 'struct') {
    const fields = type.fields.map(({ name, type }) => ({ Name: name, Id: type }))
    return { StructT: { CommonType: { Name: type.name, Id: id }, Field: fields } }
  }
  if (type.kind === 'list') return { SliceT: { CommonType: { Name: type.name, Id: id }, Elem: type.element } }
  throw new GobError(`a ${type.kind} cannot be defined`)
}

function nameOf(type: GobValue): string {
  return textOf(recordOf(recordOf(type)['CommonType'])['Name'])
}

function typeIn(type: GobValue, member: string): number {
  return numberOf(recordOf(type)[member])
}

function fieldsOf(type: GobValue): StructType['fields'] {
  const fields = listOf(recordOf(type)['Field']).map(recordOf)
  if (fields.length > maxFields) throw new GobError(`a struct has ${fields.length} fields, of at most ${maxFields}`)
  return fields.map(({ Name, Id }) => ({ name: textOf(Name), type: numberOf(Id) }))
}
