import type { EndpointClass, Role } from '@interlayer/runtime'
import { remoteRole } from '@interlayer/runtime/adapter'
import type { Partner } from '../partner.ts'
import { placesOf, roles, type Place } from '../places.ts'
import { look } from '../scene/look.ts'
import { readingsOf, type Read } from '../scene/reader.ts'
import { partnerUnit } from '../scene/still-tools.ts'
import type { Subject } from '../subject.ts'
import { garbledFor } from '../values/samples.ts'

/** The package's own examples are what they are called, in the eyes of the side that meets them. */
export async function checkPartners(subject: Subject): Promise<readonly string[]> {
  const found: string[] = []
  for (const role of roles) {
    const reader = subject.newest.get(remoteRole(role))?.side
    if (reader === undefined) continue
    found.push(...missing(subject, role))
    for (const [name, partner] of Object.entries(subject.partners[role] ?? {})) {
      if (partner === undefined) continue
      const problem = await judge({ name, partner, reader })
      if (problem !== undefined) found.push(`partners.${role}.${name} ${problem}`)
    }
  }
  return found
}

/** Examples that the definition calls for. */
function missing({ definitions, partners }: Subject, role: Role): readonly string[] {
  const places = placesOf(definitions).filter((place) => place.role === role)
  const given = partners[role] ?? {}
  const fields = places.flatMap((place) => Object.values(place.fields))
  const needs = {
    valid: true,
    partial: places.some(isNeeding),
    invalid: fields.some((field) => field.content !== undefined || garbledFor(field) !== undefined),
    older:
      definitions.filter((one) => one[role] !== undefined).length > 1 ||
      fields.some(({ options }) => options.aliases !== undefined),
  }
  return Object.entries(needs).flatMap(([name, needed]) =>
    needed && given[name] === undefined && places.length > 0
      ? [`partners.${role}.${name} is missing: give an example in src/testing.ts.`]
      : [],
  )
}

function isNeeding({ fields }: Place): boolean {
  return Object.entries(fields).some(([key, { presence }]) => presence === 'required' && !key.includes('{'))
}

async function judge({
  name,
  partner,
  reader,
}: {
  readonly name: string
  readonly partner: Partner
  readonly reader: EndpointClass
}): Promise<string | undefined> {
  const { unit, app, secrets = {} } = partner
  const scene = { relations: [{ app, units: { [partnerUnit(reader.role)]: unit ?? {} } }], secrets }
  const { seen, flags, error } = await look(reader, scene, (endpoint) => ({
    readings: readingsOf(endpoint, reader),
    problems: endpoint.problems,
  }))
  if (error !== undefined) return `fails the hook: ${error}`
  // A databag that it has nothing in says nothing about it.
  const readings = (seen?.readings ?? []).filter(({ from }) => (from.includes('/') ? unit : app) !== undefined)
  const isInvalid = flags.some((flag) => flag.endsWith('.invalid'))
  if (name === 'invalid')
    return isInvalid ? undefined : 'is read without a problem: give it a text that does not decode.'
  if (isInvalid)
    return `is invalid: ${(seen?.problems ?? []).map(({ key, problem }) => `"${key}": ${problem}`).join('; ')}.`
  if (name === 'partial') return undefined
  return whyNotReady(readings)
}

function whyNotReady(readings: readonly Read[]): string | undefined {
  for (const { from, databag } of readings)
    if (databag.state === 'waiting') return `is not whole: ${from} lacks ${databag.missing.join(', ')}.`
  return undefined
}
