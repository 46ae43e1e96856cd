import {
  InterlayerError,
  type FlagDefinition,
  type InterfaceDefinition,
  type MethodDefinition,
  type SideDefinition,
} from '@interlayer/runtime'
import {
  roles,
  type FlagContract,
  type GenerationContract,
  type InterfaceContract,
  type MethodContract,
  type SideContract,
} from './contract.ts'
import { fieldContracts } from './field-contract.ts'
import { byName, isRecord, toJson } from './json-schema.ts'

/** The contract of an interface: of one definition, or of one for each generation, in whatever order. */
export function contractOf(definitions: readonly InterfaceDefinition[]): InterfaceContract {
  const [newest, ...older] = [...definitions].sort((a, b) => b.wire - a.wire)
  if (newest === undefined)
    throw new InterlayerError('DEFINITION_INVALID', 'There is no definition to make a contract of. Give at least one.')
  for (const [index, { name, wire }] of older.entries()) {
    if (name !== newest.name) refuse(newest.name, `"${name}" is another interface; give definitions of one`)
    if (wire === [newest, ...older][index]?.wire) refuse(name, `two definitions have wire ${wire}; give each its own`)
  }
  return { interface: newest.name, generations: [newest, ...older].map(generationOf) }
}

/** The definitions that a package exports, alone, in lists, or with the classes of sides and their older generations, each once. */
export function definitionsIn(module: Readonly<Record<string, unknown>>): readonly InterfaceDefinition[] {
  return [...new Set(definitionsOf(Object.values(module)))].filter(isDefinition)
}

function definitionsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(definitionsOf)
  if (typeof value !== 'function') return [value]
  const generations: unknown = Reflect.get(value, 'generations')
  return [Reflect.get(value, 'definition'), ...definitionsOf(Array.isArray(generations) ? generations : [])]
}

/** One generation as data. */
export function generationOf(definition: InterfaceDefinition): GenerationContract {
  const { wire, summary, scope = 'global' } = definition
  const sides = roles.flatMap((role) => {
    const side = definition[role]
    return side === undefined ? [] : [[role, sideOf(side)] as const]
  })
  return { wire, summary, scope, sides: Object.fromEntries(sides) }
}

function sideOf(side: SideDefinition): SideContract {
  const { implicit, conversation = 'unit', unit, app, greeting, silentPartner } = side
  const { reserved = [], unused, flags = {}, methods = {} } = side
  return {
    ...(implicit !== undefined && { implicit }),
    conversation,
    databags: {
      ...(unit !== undefined && { unit: fieldContracts(unit) }),
      ...(app !== undefined && { app: fieldContracts(app) }),
    },
    ...(greeting !== undefined && { greeting: toJson(greeting) }),
    ...(silentPartner !== undefined && { silentPartner }),
    reserved: [...reserved].sort(),
    ...(unused !== undefined && { unused: byName(unused, (keys) => byName(keys, (what) => what)) }),
    flags: byName(flags, flagOf),
    methods: byName(methods, methodOf),
  }
}

function flagOf(flag: string | FlagDefinition): FlagContract {
  if (typeof flag === 'string') return { description: flag }
  const { description, formerly } = flag
  return { description, ...(formerly !== undefined && { formerly }) }
}

function methodOf({ summary, params, returns }: MethodDefinition): MethodContract {
  return {
    summary,
    ...(params !== undefined && { params: fieldContracts(params) }),
    ...(returns !== undefined && { returns }),
  }
}

function isDefinition(value: unknown): value is InterfaceDefinition {
  return isRecord(value) && 'name' in value && typeof value['wire'] === 'number' && roles.some((role) => role in value)
}

function refuse(name: string, problem: string): never {
  throw new InterlayerError('DEFINITION_INVALID', `Interface "${name}": ${problem}.`, { interface: name })
}
