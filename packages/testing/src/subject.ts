import { InterlayerError, type EndpointClass, type InterfaceDefinition, type Role } from '@interlayer/runtime'
import type { InterfaceCall } from './interface-call.ts'
import type { Texts } from './partner.ts'
import { roles } from './places.ts'
import type { Side } from './side.ts'
import { partnersIn, readStories, type Story } from './stories.ts'

/** An interface as the checks look at it. */
export interface Subject extends InterfaceCall {
  /** As Juju spells it. */
  readonly name: string
  /** Newest first. */
  readonly definitions: readonly InterfaceDefinition[]
  /** By role, the side of the newest wire that it has. */
  readonly newest: ReadonlyMap<Role, Side>
  /** What is in the folders of fixtures. */
  readonly stories: readonly Story[]
}

/** Puts what was given in order; refuses what does not belong together. */
export function readSubject(call: InterfaceCall): Subject {
  const classes = new Set(call.sides.flatMap(({ side }) => [side, ...(side.generations ?? [])]))
  const definitions = [...new Set([...classes].map(({ definition }) => definition))].sort((a, b) => b.wire - a.wire)
  const [first] = definitions
  if (first === undefined) throw refusal('There are no sides: give every side that a charm can take.')
  const untold = [...classes].find((one) => call.sides.every(({ side }) => side !== one))
  if (untold !== undefined)
    throw refusal(
      `${nameOf(untold)} is an older wire of a side: say what a charm does with it, by side(${nameOf(untold)}, …).`,
    )
  // A side may stay behind: requirers that every provider answers need no newer wire.
  const byWire = [...call.sides].sort((a, b) => a.side.definition.wire - b.side.definition.wire)
  const newest = new Map(byWire.map((one) => [one.side.role, one]))
  const missing = roles.find((role) => first[role] !== undefined && first[role].implicit !== true && !newest.has(role))
  if (missing !== undefined)
    throw refusal(`Nobody takes the side ${missing} of ${first.name}: give its class, by side(…), too.`)
  return { ...call, name: first.name, definitions, newest, stories: readStories(call.fixtures ?? [], first.name) }
}

function nameOf({ prototype }: EndpointClass): string {
  return prototype.constructor.name
}

function refusal(message: string): InterlayerError {
  return new InterlayerError('DEFINITION_INVALID', message)
}

/** Databags and secrets that others are known to write. */
export function knownTexts({ partners, stories }: Subject): readonly Texts[] {
  const given = Object.values(partners).flatMap((side) => Object.values(side))
  return [...given, ...stories.flatMap(partnersIn)].flatMap((partner) =>
    partner === undefined ? [] : [partner.unit ?? {}, partner.app ?? {}, ...Object.values(partner.secrets ?? {})],
  )
}
