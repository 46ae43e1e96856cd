import { contractOf, type FieldContract, type FieldContracts } from '@interlayer/contract'
import type { Field, Fields, InterfaceDefinition, Role } from '@interlayer/runtime'
import type { Texts } from './partner.ts'

export const roles: readonly Role[] = ['provides', 'requires', 'peers']
export const bags = ['unit', 'app'] as const
export type Bag = (typeof bags)[number]

/** One databag of one side, by one wire. */
export interface Place {
  readonly definition: InterfaceDefinition
  readonly role: Role
  readonly bag: Bag
  readonly fields: Fields
  readonly contracts: FieldContracts
}

/** One key of a databag, or of a secret in it. */
export interface FieldPlace {
  /** For people: `wire 0, provides.unit, port`. */
  readonly where: string
  readonly key: string
  readonly field: Field
  readonly contract: FieldContract
}

/** The databags of an interface that have fields. */
export function placesOf(definitions: readonly InterfaceDefinition[]): readonly Place[] {
  return definitions.flatMap((definition) => {
    const [generation] = contractOf([definition]).generations
    return roles.flatMap((role) =>
      bags.flatMap((bag) => {
        const fields = definition[role]?.[bag]
        const contracts = generation?.sides[role]?.databags[bag]
        return fields === undefined || contracts === undefined ? [] : [{ definition, role, bag, fields, contracts }]
      }),
    )
  })
}

/** For people: `wire 0, provides.unit`. */
export function nameOf({ definition, role, bag }: Place): string {
  return `wire ${definition.wire}, ${role}.${bag}`
}

/** The fields of a databag that stand for texts, those of its secrets among them. */
export function fieldPlaces(place: Place): readonly FieldPlace[] {
  return plain(place.fields, place.contracts, nameOf(place))
}

function plain(fields: Fields, contracts: FieldContracts, within: string): readonly FieldPlace[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const contract = contracts[key]
    const where = `${within}, ${key}`
    if (contract === undefined) return []
    return field.content === undefined
      ? [{ where, key, field, contract }]
      : plain(field.content, contract.content ?? {}, where)
  })
}

/** The texts that stand under a declared key, a member of its family, or an alias. */
export function textsOf(key: string, field: Field, databags: readonly Texts[]): readonly string[] {
  const names = [key, ...(field.options.aliases ?? [])]
  return databags.flatMap((texts) =>
    Object.entries(texts).flatMap(([name, text]) => (names.some((one) => isOf(one, name)) ? [text] : [])),
  )
}

/** The declared key that a key on the wire belongs to: itself, or its family. */
export function declaredKey(fields: Fields, key: string): string | undefined {
  return Object.hasOwn(fields, key) ? key : Object.keys(fields).find((name) => isOf(name, key))
}

function isOf(declared: string, key: string): boolean {
  if (!declared.includes('{')) return key === declared
  const [prefix = '', suffix = ''] = declared.split(/\{.*\}/)
  return key.startsWith(prefix) && key.endsWith(suffix) && key.length > prefix.length + suffix.length
}
