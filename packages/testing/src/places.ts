import { contractOf, type FieldContract, type FieldContracts } from '@interlayer/contract'
import type { Field, Fields, InterfaceDefinition, Role } from '@interlayer/runtime'
import { fieldOf } from '@interlayer/runtime/adapter'
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
  const fields = { [key]: field }
  return databags.flatMap((texts) =>
    Object.entries(texts).flatMap(([name, text]) => (fieldOf(fields, name) === key ? [text] : [])),
  )
}
