import { layoutOf } from '../definitions/databag-layout.ts'
import { remoteRole, type Role, type SideDefinition } from '../definitions/definition.ts'
import type { EndpointSide, RelationFacts } from '../transaction/snapshot.ts'
import { memoize } from '../values/memo.ts'

/** What an endpoint's side speaks, and what of its relations there is to read by any of its wires. */
export interface SideWires {
  /** The newest first. */
  readonly definitions: RelationFacts['definitions']
  readonly remoteUnits: boolean
  readonly remoteApp: boolean
  readonly ownUnit: boolean
  readonly ownApp: boolean
  /** Whether some databag may name secrets. */
  readonly secrets: boolean
  /** Whether that of this side's application may. */
  readonly ownAppSecrets: boolean
}

/** Worked out once, since sides are constants. */
export function wiresOf(side: EndpointSide): SideWires {
  const wires = known.get(side) ?? workOut(side)
  known.set(side, wires)
  return wires
}

/** What a role writes by all of some wires, the newest first; of a key that several declare, the newest says what it means. */
export function writtenBy(definitions: RelationFacts['definitions'], role: Role): SideDefinition {
  const sides = definitions.map((definition) => definition[role] ?? silent)
  return sides.reduceRight((older, newer) => merge(newer, older))
}

const silent: SideDefinition = {}

const merge = memoize((newer: SideDefinition, older: SideDefinition): SideDefinition => {
  return { unit: { ...older.unit, ...newer.unit }, app: { ...older.app, ...newer.app } }
})

const known = new WeakMap<EndpointSide, SideWires>()

function workOut(side: EndpointSide): SideWires {
  const { definition, generations = [], role } = side
  const definitions: SideWires['definitions'] = [definition, ...generations.map((older) => older.definition)]
  const own = definitions.flatMap((wire) => wire[role] ?? [])
  const remote = definitions.flatMap((wire) => wire[remoteRole(role)] ?? [])
  const ownApp = own.some(({ app }) => app !== undefined)
  return {
    definitions,
    remoteUnits: remote.some(({ unit }) => unit !== undefined),
    remoteApp: remote.some(({ app }) => app !== undefined),
    ownUnit: ownApp || own.some(({ unit }) => unit !== undefined),
    ownApp,
    secrets: [...own, ...remote].some(namesSecrets),
    ownAppSecrets: own.some(({ app }) => app !== undefined && layoutOf(app).namesSecrets),
  }
}

function namesSecrets({ unit, app }: SideDefinition): boolean {
  return [unit, app].some((fields) => fields !== undefined && layoutOf(fields).namesSecrets)
}
