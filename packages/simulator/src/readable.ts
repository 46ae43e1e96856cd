import type { RawBag } from '@interlayer/runtime/adapter'
import type { Membership, Unit, World } from './state.ts'

/**
 * The databag of a unit or application as a hook of this member reads it; undefined where Juju refuses. Databags of
 * listed units are remembered over hooks, until a joined or changed hook of that very unit.
 */
export function readBag(membership: Membership, member: string): RawBag | undefined {
  if (!member.includes('/')) return readApplicationBag(membership, member)
  const remembered = membership.listed.get(member)
  if (remembered !== undefined) return remembered
  const content = readUnitBag(membership, member)
  if (content !== undefined && membership.listed.has(member)) membership.listed.set(member, content)
  return content
}

/** Units that departed are readable until the relation is gone, and siblings are; those of other containers never. */
function readUnitBag({ relation, container }: Membership, member: string): RawBag | undefined {
  const bag = relation.unitBags.get(member)
  return bag?.container === container ? bag.content : undefined
}

/** A follower may not see what its leader wrote, except among peers. */
function readApplicationBag(membership: Membership, member: string): RawBag | undefined {
  if (member === membership.remoteApplication) return membership.remoteApplicationBag.content
  const { application } = membership.unit
  return member === application.name && application.leader === membership.unit
    ? membership.ownApplicationBag.content
    : undefined
}

/** The listed units in string order. */
export function listing(membership: Membership): readonly string[] {
  return (membership.listing ??= [...membership.listed.keys()].sort())
}

/** A unit's joined or changed hook begins: it is listed, and its databag is read anew. */
export function list(membership: Membership, remoteUnit: string): void {
  if (!membership.listed.has(remoteUnit)) membership.listing = undefined
  membership.listed.set(remoteUnit, undefined)
}

/** A unit's departed hook begins: it is not listed any more. */
export function unlist(membership: Membership, remoteUnit: string): void {
  if (membership.listed.delete(remoteUnit)) membership.listing = undefined
}

/** Ids of one endpoint in string order. Juju hides a relation that ends and has nobody left, if its agent knows that it ends. */
export function listedRelations({ listEnding }: World, { memberships }: Unit, endpoint: string): readonly string[] {
  return [...memberships.values()]
    .filter((membership) => membership.endpoint.name === endpoint && (listEnding || !isHidden(membership)))
    .map(({ id }) => id)
    .sort()
}

function isHidden({ relation, listed }: Membership): boolean {
  return !relation.peer && relation.life !== 'alive' && listed.size === 0
}
