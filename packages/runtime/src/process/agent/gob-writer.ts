import { intBytes, uintBytes } from './gob-numbers.ts'
import { definitionOf, knownTypes, wireType, type GobType, type GobTypes } from './gob-types.ts'
import { GobError, listOf, recordOf, type GobRecord, type GobValue } from './gob-values.ts'

/** Writes a gob stream of structs of the given types. Each type is defined before the first value that needs it. */
export function gobWriter(types: GobTypes): (type: number, value: GobRecord) => Buffer {
  const defined = new Set(knownTypes.keys())
  const all = new Map([...knownTypes, ...types])
  const define = (id: number): readonly Buffer[] => {
    const type = all.get(id)
    if (type === undefined || defined.has(id)) return []
    defined.add(id)
    return [...message(knownTypes, { id: -id, type: wireType }, definitionOf(id, type)), ...parts(type).flatMap(define)]
  }
  return (id, value) => Buffer.concat([...define(id), ...message(all, { id, type: id }, value)])
}

function message(
  types: GobTypes,
  { id, type }: { readonly id: number; readonly type: number },
  value: GobRecord,
): readonly Buffer[] {
  const bytes = [intBytes(id), ...valueBytes(types, type, value)]
  return [uintBytes(bytes.reduce((sum, part) => sum + part.length, 0)), ...bytes]
}

function valueBytes(types: GobTypes, id: number, value: GobValue): readonly Buffer[] {
  const type = types.get(id)
  if (type?.kind === 'struct') {
    const given = recordOf(value)
    let last = -1
    const fields = type.fields.flatMap(({ name, type }, index) => {
      const member = given[name]
      if (member === undefined || isZero(member)) return []
      const step = uintBytes(index - last)
      last = index
      return [step, ...valueBytes(types, type, member)]
    })
    return [...fields, uintBytes(0)]
  }
  if (type?.kind === 'list') {
    const elements = listOf(value)
    return [uintBytes(elements.length), ...elements.flatMap((element) => valueBytes(types, type.element, element))]
  }
  return scalarBytes(value, type)
}

function scalarBytes(value: GobValue, type: GobType | undefined): readonly Buffer[] {
  if (typeof value === 'boolean') return [uintBytes(value ? 1 : 0)]
  if (typeof value === 'number') return [type?.kind === 'int' ? intBytes(value) : uintBytes(value)]
  if (typeof value !== 'string' && !Buffer.isBuffer(value)) throw new GobError('a value does not fit its type')
  const bytes = Buffer.from(value)
  return [uintBytes(bytes.length), bytes]
}

/** What a struct leaves out. */
function isZero(value: GobValue): boolean {
  if (typeof value === 'object') return Array.isArray(value) || Buffer.isBuffer(value) ? value.length === 0 : false
  return value === false || value === 0 || value === ''
}

/** The types that a type is made of. */
function parts(type: GobType): readonly number[] {
  if (type.kind === 'struct') return type.fields.map((field) => field.type)
  return type.kind === 'list' ? [type.element] : []
}
