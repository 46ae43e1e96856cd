import type { Role } from '@interlayer/runtime'
import { databags, roles, type Databag, type FieldContracts, type InterfaceContract } from './contract.ts'
import { familyPatterns } from './family-pattern.ts'
import { byName, toSchema, type JsonSchema } from './json-schema.ts'
import { textSchema } from './text-schema.ts'

/** Which databag of an interface. */
export interface DatabagPlace {
  readonly interface: string
  readonly wire: number
  readonly role: Role
  readonly databag: Databag
  /** The field whose secret is meant and not the databag itself. */
  readonly secret?: string
}

/** The `$id` of a databag's schema; it is a name, no address, and stays the same for as long as the wire does. */
export function schemaId({ interface: name, wire, role, databag, secret }: DatabagPlace): string {
  const parts = [name, String(wire), role, databag, ...(secret === undefined ? [] : [encodeURIComponent(secret)])]
  return `urn:interlayer:${parts.join(':')}`
}

/** The JSON Schema of each databag as Juju stores it, and of the content of each secret that one names, by `$id`. */
export function databagSchemas(contract: InterfaceContract): ReadonlyMap<string, JsonSchema> {
  return new Map(placesIn(contract).map(({ title, id, fields }) => [id, storedSchema({ title, id, fields })]))
}

interface Stored {
  readonly title: string
  readonly id: string
  readonly fields: FieldContracts
}

function placesIn(contract: InterfaceContract): readonly Stored[] {
  return contract.generations.flatMap(({ wire, sides }) =>
    roles.flatMap((role) =>
      databags.flatMap((databag) => {
        const fields = sides[role]?.databags[databag]
        if (fields === undefined) return []
        const place = { interface: contract.interface, wire, role, databag }
        const title = `${contract.interface}, wire ${wire}: what ${writers[databag]} that ${role} it writes`
        return [{ title, id: schemaId(place), fields }, ...secretsIn(fields, place, title)]
      }),
    ),
  )
}

const writers = { unit: 'a unit', app: 'an application' } as const

function secretsIn(fields: FieldContracts, place: DatabagPlace, title: string): readonly Stored[] {
  return Object.entries(fields).flatMap(([secret, { content }]) =>
    content === undefined
      ? []
      : [{ title: `${title} into the secret of ${secret}`, id: schemaId({ ...place, secret }), fields: content }],
  )
}

function storedSchema({ title, id, fields }: Stored): JsonSchema {
  const patterns = familyPatterns(fields)
  const schemaOf = (key: string): JsonSchema => {
    const field = fields[key]
    return field === undefined ? {} : textSchema(field, `${id}:${encodeURIComponent(key)}`)
  }
  const plain = Object.entries(fields).filter(([key]) => !patterns.has(key))
  const names = plain.flatMap(([key, { aliases = [] }]) => [key, ...aliases].map((name) => [name, key] as const))
  const families = [...patterns].map(([key, pattern]) => [pattern, schemaOf(key)] as const)
  return toSchema({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    type: 'object',
    properties: byName(Object.fromEntries(names), schemaOf),
    ...(families.length > 0 && { patternProperties: Object.fromEntries(families) }),
    // Juju has keys of its own in databags, and what is not known is ignored.
    additionalProperties: { type: 'string' },
    ...requirements(fields),
  })
}

/** What has to be there, under its own name or another that is read for it. */
function requirements(fields: FieldContracts): JsonSchema {
  const needed = Object.entries(fields).filter(
    ([, { presence, placeholder }]) => presence === 'required' && placeholder === undefined,
  )
  const alone = needed.flatMap(([key, { aliases = [] }]) => (aliases.length === 0 ? [key] : []))
  const aliased = needed.flatMap(([key, { aliases = [] }]) =>
    aliases.length === 0 ? [] : [{ anyOf: [key, ...aliases].map((name) => ({ required: [name] })) }],
  )
  return { ...(alone.length > 0 && { required: alone }), ...(aliased.length > 0 && { allOf: aliased }) }
}
