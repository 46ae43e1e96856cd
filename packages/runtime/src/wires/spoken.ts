import { fieldOf } from '../definitions/databag-layout.ts'
import { remoteRole, type InterfaceDefinition, type SideDefinition } from '../definitions/definition.ts'
import type { RawBag } from '../adapter/hook-tools.ts'
import type { Field, Fields } from '../fields/field.ts'
import { isUnit, jujuKeys } from '../values/names.ts'
import type { EndpointSide, RelationFacts } from '../transaction/snapshot.ts'
import { wiresOf } from './side-wires.ts'

type Definitions = RelationFacts['definitions']

/** What was written in a relation, by unit or application, and which of those are this side. */
export interface Writings {
  readonly bags: ReadonlyMap<string, RawBag>
  readonly own: readonly string[]
}

/**
 * The wires that a relation speaks: the one to which most keys of the partner belong, of equals the newer. A key belongs to a
 * wire that understands its text, since wires may tell each other apart by a number; what none understands counts by its name.
 * A partner that has written nothing leaves it at what this side wrote before, and that at the oldest, for the partner may
 * know no other.
 *
 * A side that has to ask first asks by all wires that are not older than the partner's answer, and is answered in each by which it
 * asks: it may have units of two generations.
 */
export function spoken(side: EndpointSide, { bags, own }: Writings): Definitions {
  const all = wiresOf(side).definitions
  if (all.length === 1) return all
  const remote = [...bags].filter(([member]) => side.role === 'peers' || !own.includes(member))
  const partner = remoteRole(side.role)
  const [newest, ...older] = told(all, (definition) => definition[partner], remote)
  if (newest !== undefined && side.definition[partner]?.silentPartner === 'every') return [newest, ...older]
  const byPartner =
    mostClaimed(all, (definition) => claims(definition[partner], remote, isUnderstood)) ??
    mostClaimed(all, (definition) => claims(definition[partner], remote))
  if (side.definition[side.role]?.silentPartner === 'every') return notOlder(all, newest ?? byPartner)
  if (byPartner !== undefined) return [byPartner]
  const written = [...bags].filter(([member]) => own.includes(member))
  const before = mostClaimed(all, (definition) => claims(beyondGreeting(definition[side.role]), written))
  return [before ?? all.at(-1) ?? all[0]]
}

/** The wires of which there is a key that no other one has. */
function told(
  all: Definitions,
  sideOf: (definition: InterfaceDefinition) => SideDefinition | undefined,
  bags: readonly (readonly [string, RawBag])[],
): readonly InterfaceDefinition[] {
  const found = bags.flatMap(([member, raw]) =>
    [...raw.keys()].flatMap((key) => {
      const knowing = all.filter((definition) => fieldOf(fieldsFor(member, sideOf(definition)), key) !== undefined)
      return knowing.length === 1 ? knowing : []
    }),
  )
  return all.filter((definition) => found.includes(definition))
}

function notOlder(all: Definitions, definition: InterfaceDefinition | undefined): Definitions {
  const [newest, ...others] = all
  return definition === undefined ? all : [newest, ...others.slice(0, all.indexOf(definition))]
}

function mostClaimed(
  definitions: Definitions,
  count: (definition: InterfaceDefinition) => number,
): InterfaceDefinition | undefined {
  const counted = definitions.map((definition) => ({ definition, claimed: count(definition) }))
  const most = Math.max(...counted.map(({ claimed }) => claimed))
  return most === 0 ? undefined : counted.find(({ claimed }) => claimed === most)?.definition
}

type Test = (field: Field, text: string) => boolean

/** How many keys belong to the side, by their names and a test of their texts. */
function claims(
  side: SideDefinition = {},
  bags: readonly (readonly [string, RawBag])[],
  passes: Test = () => true,
): number {
  const counts = bags.map(([member, raw]) => {
    const fields = fieldsFor(member, side)
    const own = [...raw].filter(([key, text]) => {
      const field = jujuKeys.includes(key) ? undefined : fields[fieldOf(fields, key) ?? '']
      return field !== undefined && passes(field, text)
    })
    return own.length
  })
  return counts.reduce((sum, count) => sum + count, 0)
}

function fieldsFor(member: string, { unit = {}, app = {} }: SideDefinition = {}): Fields {
  return isUnit(member) ? unit : app
}

/** What is in a secret may come later; that it is one is understood. */
function isUnderstood(field: Field, text: string): boolean {
  const { state } = field.decode(text)
  return state === 'decoded' || (state === 'unknown' && field.content !== undefined)
}

/** The side without what it writes to everybody, which says nothing of the partner. */
function beyondGreeting(side: SideDefinition = {}): SideDefinition {
  const { unit = {}, app = {}, greeting = {} } = side
  return { unit: without(unit, greeting.unit ?? {}), app: without(app, greeting.app ?? {}) }
}

function without(fields: Fields, names: object): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !(key in names)))
}
