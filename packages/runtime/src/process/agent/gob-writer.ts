import { finish, newOutput, putBytes, putInt, putUint, type Output } from './gob-output.ts'
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
    return [message(all, [-id, wireType], definitionOf(id, type)), ...parts(type).flatMap(define)]
  }
  return (id, value) => {
    const definitions = define(id)
    const written = message(all, [id, id], value)
    return definitions.length === 0 ? written : Buffer.concat([...definitions, written])
  }
}

function message(types: GobTypes, [id, type]: readonly [number, number], value: GobRecord): Buffer {
  const output = { ...newOutput(), types }
  putInt(output, id)
  put(output, type, value)
  return finish(output)
}

/** A message while it is written. */
interface Message extends Output {
  readonly types: GobTypes
}

function put(output: Message, id: number, value: GobValue): void {
  const type = output.types.get(id)
  if (type?.kind === 'struct') {
    const given = recordOf(value)
    // How many fields further the next one is that is written.
    let step = 0
    for (const { name, type: member } of type.fields) {
      step += 1
      const field = given[name]
      if (field === undefined || isZero(field)) continue
      putUint(output, step)
      put(output, member, field)
      step = 0
    }
    putUint(output, 0)
  } else if (type?.kind === 'list') {
    const elements = listOf(value)
    putUint(output, elements.length)
    for (const element of elements) put(output, type.element, element)
  } else putScalar(output, type, value)
}

function putScalar(output: Output, type: GobType | undefined, value: GobValue): void {
  if (typeof value === 'boolean') putUint(output, value ? 1 : 0)
  else if (typeof value === 'number' && type?.kind === 'int') putInt(output, value)
  else if (typeof value === 'number') putUint(output, value)
  else if (typeof value === 'string' || Buffer.isBuffer(value)) putBytes(output, value)
  else throw new GobError('a value does not fit its type')
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
