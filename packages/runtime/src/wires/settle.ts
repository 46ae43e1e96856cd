import type { BagKind, RawBag } from '../adapter/hook-tools.ts'
import { fieldOf } from '../definitions/databag-layout.ts'
import type { InterfaceDefinition } from '../definitions/definition.ts'
import type { Fields } from '../fields/field.ts'
import { OwnDatabag } from '../relations/own-databag.ts'
import type { Place } from '../transaction/draft.ts'
import { noFields } from '../transaction/facts.ts'
import { wiresOf } from './side-wires.ts'
import type { EndpointSide, RelationFacts } from '../transaction/snapshot.ts'
import { jujuKeys } from '../values/names.ts'
import type { Session } from '../hook/session.ts'

/** Greets every partner, and withdraws what was written by wires that a relation turned out not to speak. */
export function settleWires({ charm, snapshot, draft }: Session): void {
  for (const [endpoint, side] of Object.entries<EndpointSide>(charm.endpoints)) {
    const { greeting } = side.definition[side.role] ?? {}
    if (greeting === undefined && side.generations === undefined) continue
    for (const facts of snapshot.relations.get(endpoint) ?? []) {
      for (const place of ownPlaces(facts, snapshot.leader)) {
        const data = greeting?.[place.bag] ?? {}
        new OwnDatabag(draft, place, { fields: fieldsIn(side, place.bag, side.definition) }).update(data)
        const stale = staleKeys(side, facts, place).filter((key) => !(key in data))
        draft.write(place, new Map(stale.map((key) => [key, ''])))
      }
    }
  }
}

type OwnPlace = Place & { readonly bag: BagKind }

function ownPlaces({ id, ownUnit, ownApp }: RelationFacts, leader: boolean): readonly OwnPlace[] {
  const place = (bag: BagKind, before: RawBag): OwnPlace => ({ relation: id, bag, before })
  return leader ? [place('unit', ownUnit), place('app', ownApp)] : [place('unit', ownUnit)]
}

/** Keys that belong to one of the side's wires, but to none that is spoken. */
function staleKeys(side: EndpointSide, { definitions }: RelationFacts, { bag, before }: OwnPlace): readonly string[] {
  const silent = wiresOf(side).definitions.filter((definition) => !definitions.includes(definition))
  if (silent.length === 0) return []
  const isOf = (all: readonly InterfaceDefinition[], key: string): boolean =>
    all.some((definition) => fieldOf(fieldsIn(side, bag, definition), key) !== undefined)
  return [...before.keys()].filter((key) => !jujuKeys.includes(key) && isOf(silent, key) && !isOf(definitions, key))
}

function fieldsIn({ role }: EndpointSide, bag: BagKind, definition: InterfaceDefinition): Fields {
  return definition[role]?.[bag] ?? noFields
}
