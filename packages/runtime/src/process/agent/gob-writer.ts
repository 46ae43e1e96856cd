import { intOctets, textOctets, uintOctets, type Octets } from './gob-octets.ts'
import { definitionOf, knownTypes, wireType, type GobType, type GobTypes, type StructType } from './gob-types.ts'
import { GobError, listOf, recordOf, type GobRecord, type GobValue } from './gob-values.ts'

/** Writes a gob stream of structs of the given types. Each type is defined before the first value that needs it. */
export function gobWriter(types: GobTypes): (type: number, value: GobRecord) => Octets {
  const defined = new Set(knownTypes.keys())
  const all = new Map([...knownTypes, ...types])
  const definitions = (id: number): Octets => {
    const type = all.get(id)
    if (type === undefined || defined.has(id)) return ''
    defined.add(id)
    return message(-id, valueOctets(all, wireType, definitionOf(id, type))) + parts(type).map(definitions).join('')
  }
  return (id, value) => definitions(id) + message(id, valueOctets(all, id, value))
}

function message(id: number, value: Octets): Octets {
  const octets = intOctets(id) + value
  return uintOctets(octets.length) + octets
}

function valueOctets(types: GobTypes, id: number, value: GobValue): Octets {
  const type = types.get(id)
  if (type?.kind === 'struct') return structOctets(types, type, recordOf(value))
  if (type?.kind !== 'list') return scalarOctets(type, value)
  const elements = listOf(value)
  return uintOctets(elements.length) + elements.map((element) => valueOctets(types, type.element, element)).join('')
}

/** The fields that are not zero, each after how many fields further it is than the one before; none further ends the struct. */
function structOctets(types: GobTypes, { fields }: StructType, value: GobRecord): Octets {
  let octets = ''
  let step = 0
  for (const { name, type } of fields) {
    step += 1
    const field = value[name]
    if (field === undefined || isZero(field)) continue
    octets += uintOctets(step) + valueOctets(types, type, field)
    step = 0
  }
  return octets + uintOctets(0)
}

function scalarOctets(type: GobType | undefined, value: GobValue): Octets {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return textOctets(value)
  if (typeof value === 'boolean') return uintOctets(value ? 1 : 0)
  if (typeof value !== 'number') throw new GobError('a value does not fit its type')
  return type?.kind === 'int' ? intOctets(value) : uintOctets(value)
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
