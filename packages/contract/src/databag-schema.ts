import type { Role } from '@interlayer/runtime'
import { databags, roles, type Databag, type FieldContracts, type InterfaceContract } from './contract.ts'
import { familyPatterns } from './family-pattern.ts'
import { byName, toSchema, type JsonSchema } from './json-schema.ts'
import { secretTextSchema, textSchema } from './text-schema.ts'

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

/** Where an interface package keeps the schema, from its own folder. */
export function schemaPath({ wire, role, databag, secret }: DatabagPlace): string {
  // An importer would decode a percent sign.
  const parts = [role, databag, ...(secret === undefined ? [] : [encodeURIComponent(secret).replaceAll('%', '~')])]
  return `schemas/wire-${wire}/${parts.join('.')}.json`
}

/** The place that such a name says; undefined for any other text. */
export function placeOfSchema(id: unknown): DatabagPlace | undefined {
  const [, name, wire, side, bag, secret] =
    /^urn:interlayer:([^:]+):(\d+):([a-z]+):([a-z]+)(?::([^:]+))?$/.exec(String(id)) ?? []
  const [role, databag] = [roles.find((one) => one === side), databags.find((one) => one === bag)]
  if (name === undefined || role === undefined || databag === undefined) return undefined
  const place = { interface: name, wire: Number(wire), role, databag }
  return secret === undefined ? place : { ...place, secret: decodeURIComponent(secret) }
}

/** The JSON Schema of each databag as Juju stores it, and of the content of each secret that one names, by `$id`. */
export function databagSchemas(contract: InterfaceContract): ReadonlyMap<string, JsonSchema> {
  return new Map(placesIn(contract).map((stored) => [stored.id, storedSchema(stored)]))
}

interface Stored {
  readonly textSchema: typeof textSchema
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
        return [{ title, id: schemaId(place), fields, textSchema }, ...secretsIn(fields, place, title)]
      }),
    ),
  )
}

const writers = { unit: 'a unit', app: 'an application' } as const

function secretsIn(fields: FieldContracts, place: DatabagPlace, title: string): readonly Stored[] {
  return Object.entries(fields).flatMap(([secret, { content }]) =>
    content === undefined
      ? []
      : [
          {
            title: `${title} into the secret of ${secret}`,
            id: schemaId({ ...place, secret }),
            fields: content,
            textSchema: secretTextSchema,
          },
        ],
  )
}

function storedSchema({ title, id, fields, textSchema: schemaOfText }: Stored): JsonSchema {
  const patterns = familyPatterns(fields)
  const schemaOf = (key: string): JsonSchema => {
    const field = fields[key]
    return field === undefined ? {} : schemaOfText(field, `${id}:${encodeURIComponent(key)}`)
  }
  const plain = Object.entries(fields).filter(([key]) => !patterns.has(key))
  const names = plain.flatMap(([key, { aliases = [] }]) => [key, ...aliases].map((name) => [name, key] as const))
  const families = [...patterns].map(([key, pattern]) => [pattern, { title: key, ...schemaOf(key) }] as const)
  return toSchema({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    type: 'object',
    properties: byName(Object.fromEntries(names), (key, name) => (name === key ? schemaOf(key) : sameAs(key))),
    ...(families.length > 0 && { patternProperties: Object.fromEntries(families) }),
    // Juju has keys of its own in databags, and what is not known is ignored.
    additionalProperties: { type: 'string' },
    ...requirements(fields),
  })
}

/** An older name of a key. */
function sameAs(key: string): JsonSchema {
  return { $ref: `#/properties/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}` }
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
