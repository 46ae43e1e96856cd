import { remoteRole, type InterfaceDefinition, type Role } from '../definitions/definition.ts'
import type { EndpointSide, RelationFacts } from '../transaction/snapshot.ts'
import { isUnit } from '../values/names.ts'
import { certainWires, likelyWires, type Bags } from './signs.ts'
import { wiresOf, type SideWires } from './side-wires.ts'
import type { RawBag } from '../adapter/hook-tools.ts'

/** What was written in a relation, by unit or application, and which of those are this side. */
export interface Writings {
  readonly bags: ReadonlyMap<string, RawBag>
  readonly own: readonly string[]
}

/**
 * The wires that a relation speaks: the first line of this table that applies. Who says `silentPartner: 'every'` asks first, by every
 * wire.
 *
 * | who asks first | what the partner has written   | spoken                                                              |
 * | -------------- | ------------------------------ | ------------------------------------------------------------------- |
 * | the partner    | keys that only one wire has    | the wires of these keys: it may have units of several generations   |
 * | this side      | nothing that tells wires apart | all                                                                 |
 * | this side      | what tells its wire            | this wire, and the newer ones, by which this side goes on to ask    |
 * | nobody         | some key of some wire          | the wire of most of its keys, of equals the newer                   |
 * | nobody         | none                           | what this side wrote before, else the oldest: it may know no other  |
 */
export function spoken(side: EndpointSide, { bags, own }: Writings): RelationFacts['definitions'] {
  const all = wiresOf(side).definitions
  if (all.length === 1) return all
  const partner = remoteRole(side.role)
  const asksFirst = (role: Role): boolean => side.definition[role]?.silentPartner === 'every'
  const remote = [...bags].filter(([member]) => side.role === 'peers' || !own.includes(member))
  const [certain, ...further] = certainWires(all, partner, remote)
  const [likely, equal] = likelyWires(all, partner, remote)
  if (asksFirst(partner) && certain !== undefined) return [certain, ...further]
  if (asksFirst(side.role)) return notOlder(all, certain ?? (equal === undefined ? likely : undefined))
  if (likely !== undefined) return [likely]
  const [before] = likelyWires(all, side.role, beyondGreeting(side, { bags, own }))
  return [before ?? all.at(-1) ?? all[0]]
}

function notOlder(all: SideWires['definitions'], told: InterfaceDefinition | undefined): SideWires['definitions'] {
  const [newest, ...others] = all
  return told === undefined ? all : [newest, ...others.slice(0, all.indexOf(told))]
}

/** What this side wrote, but to everybody: that says nothing of the partner. */
function beyondGreeting({ definition, role }: EndpointSide, { bags, own }: Writings): Bags {
  const { unit = {}, app = {} } = definition[role]?.greeting ?? {}
  return own.map((member) => {
    const greeting = isUnit(member) ? unit : app
    return [member, new Map([...(bags.get(member) ?? [])].filter(([key]) => !(key in greeting)))]
  })
}
