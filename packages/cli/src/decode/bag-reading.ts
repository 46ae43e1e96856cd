import type { Field, Fields, InterfaceDefinition, Role } from '@interlayer/runtime'
import { fieldOf, jujuKeys, remoteRole, type BagKind, type RawBag } from '@interlayer/runtime/adapter'
import { readAbsent, readDeclared, readUnknown, readUnused, type KeyReading } from './key-reading.ts'

/** How a databag reads as a whole: `ready`, `waiting` for what is missing, `invalid`, or `nothing` is to be read in it. */
export type BagState = 'ready' | 'waiting' | 'invalid' | 'nothing'

/** What a databag is read by. */
export interface Wires {
  /** Of who wrote it. */
  readonly side: Role
  readonly bag: BagKind
  /** Those that are spoken, and all that there are, the newest first. */
  readonly spoken: readonly InterfaceDefinition[]
  readonly all: readonly InterfaceDefinition[]
  readonly reveal: boolean
}

/** A databag with each of its keys judged: those of the definition in its order, then the others. */
export interface BagReading {
  readonly state: BagState
  readonly keys: readonly KeyReading[]
}

/** Judges a databag by the wires that its relation speaks. */
export function readBag(raw: RawBag, wires: Wires): BagReading {
  const { spoken, side, bag, reveal } = wires
  const owners = ownersOf(raw, wires)
  const mine = (fields: Fields): RawBag => new Map([...raw].filter(([key]) => owners.get(key) === fields))
  const all = spoken.map((definition) => fieldsIn(definition, side, bag))
  // Who speaks several wires owes of each only what it began.
  const begun = all.length === 1 ? all : all.filter((fields) => [...mine(fields).keys()].some((key) => !isJuju(key)))
  const declared = begun.flatMap((fields) => readFields(mine(fields), fields, reveal))
  const told = new Set(declared.map(({ key }) => key))
  const others = [...raw].filter(([key]) => !told.has(key))
  const strangers = others.filter(([key]) => !isJuju(key))
  const keys = [
    ...declared,
    ...strangers.map(([key, text]) => readStranger(key, text, wires)),
    ...others.filter(([key]) => isJuju(key)).map(([key, value]): KeyReading => ({ key, state: 'juju', value })),
  ]
  return { state: stateOf(keys, all), keys }
}

/** A databag of a relation whose interface is not known. */
export function readUndeclared(raw: RawBag, reveal: boolean): BagReading {
  const none = { spoken: [], all: [], side: 'peers', bag: 'unit' } as const
  return { ...readBag(raw, { ...none, reveal }), state: 'nothing' }
}

/** The fields of one databag of a side. */
export function fieldsIn(definition: InterfaceDefinition, side: Role, bag: BagKind): Fields {
  return definition[side]?.[bag] ?? noFields
}

const noFields: Fields = {}

/** The field that a key of a databag belongs to. */
export function declarationOf(fields: Fields, key: string): readonly [string, Field] | undefined {
  const declared = fieldOf(fields, key)
  const field = declared !== undefined && Object.hasOwn(fields, declared) ? fields[declared] : undefined
  return declared === undefined || field === undefined ? undefined : [declared, field]
}

/** Whether the key is one of those that Juju itself writes. */
export function isJuju(key: string): boolean {
  return jujuKeys.includes(key)
}

/** A key belongs to the first wire that understands its text; what none understands, to the first that knows it. */
function ownersOf(raw: RawBag, { spoken, side, bag }: Wires): ReadonlyMap<string, Fields | undefined> {
  const all = spoken.map((definition) => fieldsIn(definition, side, bag))
  return new Map(
    [...raw].map(([key, text]) => {
      const knowing = all.filter((fields) => declarationOf(fields, key) !== undefined)
      const understood = knowing.find((fields) => declarationOf(fields, key)?.[1].decode(text).state === 'decoded')
      return [key, understood ?? knowing[0]]
    }),
  )
}

function readFields(raw: RawBag, fields: Fields, reveal: boolean): readonly KeyReading[] {
  return Object.entries(fields).flatMap(([declared, field]): readonly KeyReading[] => {
    const texts = [...raw].filter(([key]) => fieldOf(fields, key) === declared)
    const { description } = field
    if (declared.includes('{') && texts.length === 0) return [{ key: declared, state: 'absent', description }]
    if (texts.length === 0) return [readAbsent(declared, field)]
    // What is read of a key and its older names is the first that has a text.
    const read = declared.includes('{')
      ? undefined
      : [declared, ...(field.options.aliases ?? [])].find((key) => raw.has(key))
    return texts.map(([key, text]) => {
      if (read === undefined || read === key) return readDeclared({ key, declared, field, text }, reveal)
      const why = `an older name of ${declared}; ${read} is read`
      return { ...readUnknown(key, text, { reveal, why }), field: declared, description, state: 'deprecated' }
    })
  })
}

function readStranger(key: string, text: string, wires: Wires): KeyReading {
  const { spoken, all, side, bag, reveal } = wires
  const [why] = [...spoken, ...all].flatMap((definition) => {
    const unused = definition[side]?.unused?.[bag] ?? {}
    return Object.hasOwn(unused, key) ? [unused[key]] : []
  })
  if (why !== undefined) return readUnused(key, text, { reveal, why })
  return readUnknown(key, text, { reveal, why: whyUnknown(key, wires) })
}

function whyUnknown(key: string, { spoken, all, side, bag }: Wires): string | undefined {
  const [newest] = spoken
  if (newest === undefined) return undefined
  if (spoken.some((definition) => definition[side]?.reserved?.includes(key))) return 'it had another meaning once'
  const knows = (definition: InterfaceDefinition, role: Role, kind: BagKind): boolean =>
    declarationOf(fieldsIn(definition, role, kind), key) !== undefined
  const silent = all.find((definition) => !spoken.includes(definition) && knows(definition, side, bag))
  if (silent !== undefined) return `of wire ${silent.wire}, which is not spoken here`
  const other = bag === 'unit' ? 'app' : 'unit'
  if (knows(newest, side, other))
    return `it belongs into the databag of the ${other === 'app' ? 'application' : 'unit'}`
  const opposite = remoteRole(side)
  return knows(newest, opposite, bag) && opposite !== side ? 'the other side writes it' : undefined
}

function stateOf(keys: readonly KeyReading[], fields: readonly Fields[]): BagState {
  if (keys.some(({ state }) => state === 'invalid')) return 'invalid'
  if (keys.some(({ state }) => state === 'missing')) return 'waiting'
  return fields.some((declared) => Object.keys(declared).length > 0) ? 'ready' : 'nothing'
}
