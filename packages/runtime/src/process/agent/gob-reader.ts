import { messageCutter, type Span } from './gob-messages.ts'
import { bigEndian, bytesAfter, signed } from './gob-numbers.ts'
import {
  firstOwnType,
  knownTypes,
  typeFrom,
  wireType,
  type GobType,
  type GobTypes,
  type StructType,
} from './gob-types.ts'
import { GobError, recordOf, type GobRecord, type GobValue } from './gob-values.ts'

/** Most types that one stream may define; Juju's agent defines four. */
const maxTypes = 1_000
/** Longest definition of a type in bytes. */
const maxDefinitionLength = 65_536
/** Most values in one message, those in lists and structs included. */
const maxValues = 100_000
/** Deepest nesting of values. */
const maxDepth = 32

/**
 * Reads a gob stream: structs, by the types that the stream itself defines. A message is the number of a type and a value of it;
 * a negative number defines the type of that number, by a value of `wireType`. Throws a GobError where the bytes are no gob; then
 * the stream cannot be read on.
 */
export function gobReader(): (chunk: Buffer) => Generator<GobRecord> {
  const types = new Map(knownTypes)
  const messages = messageCutter((span) => checkHead(types, span))
  return function* (chunk) {
    for (const { bytes, start, end } of messages(chunk)) {
      const message = { bytes, start, end, types, offset: start, values: 0 }
      const type = signed(readUint(message))
      if (type < 0) define(types, -type, message)
      else yield readWhole(message, type)
    }
  }
}

/** A message while it is read. */
interface Message extends Span {
  readonly types: GobTypes
  offset: number
  values: number
}

/** Refuses what is no message before all of it is there: who sends garbage may never send as much as that announces. */
function checkHead(types: GobTypes, { bytes, start, end }: Span): void {
  if (types.size === knownTypes.size && end - start > maxDefinitionLength)
    throw new GobError(`a message of ${end - start} bytes before any type is defined`)
  const first = bytes[start]
  if (first === undefined || bytes.length - start <= bytesAfter(first)) return
  const type = signed(readUint({ bytes, start, end, types, offset: start, values: 0 }))
  if (type < 0) checkNew(types, -type)
  else checkStruct(types, type)
}

function checkNew(types: GobTypes, id: number): void {
  if (id < firstOwnType || types.has(id)) throw new GobError(`type ${id} is defined once more`)
}

function checkStruct(types: GobTypes, id: number): void {
  if (types.get(id)?.kind !== 'struct') throw new GobError(`a value of type ${id}, which is no struct`)
}

function define(types: Map<number, GobType>, id: number, message: Message): void {
  checkNew(types, id)
  if (types.size >= knownTypes.size + maxTypes) throw new GobError(`more than ${maxTypes} types are defined`)
  const length = message.end - message.start
  if (length > maxDefinitionLength) throw new GobError(`type ${id} takes ${length} bytes`)
  types.set(id, typeFrom(readWhole(message, wireType)))
}

function readWhole(message: Message, type: number): GobRecord {
  checkStruct(message.types, type)
  const value = recordOf(readValue(message, type, 0))
  if (message.offset !== message.end) throw new GobError('bytes follow the value of a message')
  return value
}

function readValue(message: Message, id: number, depth: number): GobValue {
  const type = message.types.get(id)
  if (type === undefined) throw new GobError(`a value of type ${id}, which is not defined`)
  message.values += 1
  if (message.values > maxValues) throw new GobError(`more than ${maxValues} values in a message`)
  if (depth > maxDepth) throw new GobError(`values nested deeper than ${maxDepth}`)
  switch (type.kind) {
    case 'bool':
      return readUint(message) !== 0
    case 'int':
      return signed(readUint(message))
    // Of a fraction the bits are kept: nobody here asks for one.
    case 'float':
    case 'uint':
      return readUint(message)
    case 'complex':
      return [readUint(message), readUint(message)]
    case 'bytes':
      return message.bytes.subarray(skipBytes(message), message.offset)
    case 'text':
      return message.bytes.toString('utf8', skipBytes(message), message.offset)
    case 'list':
      return readList(message, [type.element], depth)
    case 'map':
      return readList(message, [type.key, type.element], depth)
    case 'struct':
      return readStruct(message, type, depth)
  }
}

/** A count and as many elements; of a map each is a key and its value. */
function readList(message: Message, types: readonly number[], depth: number): readonly GobValue[] {
  const count = readUint(message)
  const values: GobValue[] = []
  for (let index = 0; index < count; index += 1) {
    for (const type of types) values.push(readValue(message, type, depth + 1))
  }
  return values
}

/** How many fields further and the field's value, again and again; none further ends the struct. */
function readStruct(message: Message, { fields, name }: StructType, depth: number): GobRecord {
  const values: (readonly [string, GobValue])[] = []
  let index = -1
  for (let step = readUint(message); step !== 0; step = readUint(message)) {
    index += step
    const field = fields[index]
    if (field === undefined) throw new GobError(`"${name}" has no field ${index}`)
    values.push([field.name, readValue(message, field.type, depth + 1)])
  }
  return Object.fromEntries(values)
}

/** Passes over bytes with their length before them, and gives where they start. */
function skipBytes(message: Message): number {
  const length = readUint(message)
  const start = message.offset
  message.offset += length
  if (message.offset > message.end) throw new GobError('a message ends within a value')
  return start
}

function readUint(message: Message): number {
  const { bytes, end, offset } = message
  const first = bytes[offset]
  if (first === undefined || offset >= end) throw new GobError('a message ends within a value')
  message.offset += 1
  if (first < 128) return first
  message.offset += bytesAfter(first)
  if (message.offset > end) throw new GobError('a message ends within a number')
  return bigEndian(bytes, offset + 1, message.offset)
}
