import { isClosing, nextRelationStep } from './next-hook.ts'
import type { Membership, Unit, World } from './state.ts'
import type { SortedNames } from './sorted-names.ts'

/** The unit's agent looks again. In error it is busy with the failed hook. */
export function wake(world: World, unit: Unit): void {
  if (unit.failure === undefined && unit.life !== 'gone') world.awake.add(unit)
}

/** Compares what the membership has seen of one remote unit with what is there now. */
export function review(world: World, membership: Membership, remoteUnit: string): void {
  compare(membership, remoteUnit)
  reviewDue(world, membership)
}

/** The same for all remote units: on entering scope, and when the unit or the relation starts to end. */
export function reviewAll(world: World, membership: Membership): void {
  for (const name of membership.seen.keys()) compare(membership, name)
  for (const name of membership.counterparts.keys()) compare(membership, name)
  reviewDue(world, membership)
}

/** Whether the membership has a hook to run; its unit looks again if so. */
export function reviewDue(world: World, membership: Membership): void {
  const { unit, endpoint, relation } = membership
  if (endpoint.implicit) {
    reviewImplicit(world, membership)
    return
  }
  const queue = relation.peer ? unit.duePeers : unit.due
  if (nextRelationStep(membership) === undefined) {
    queue.delete(membership)
  } else {
    queue.add(membership)
    wake(world, unit)
  }
}

/** Tells everyone who sees this unit in this relation that it came, went, or changed its databag. */
export function announce(world: World, membership: Membership): void {
  for (const counterpart of membership.counterparts.values()) {
    if (counterpart !== membership) review(world, counterpart, membership.unit.name)
  }
}

/** Tells the units of the other end, or all peers, that an application's databag changed. */
export function announceApplication(world: World, { relation, unit }: Membership): void {
  for (const member of relation.members) {
    if (member.remoteApplication === unit.application.name) reviewDue(world, member)
  }
}

/** Juju runs no hook at all on the implicit end: it only leaves. */
function reviewImplicit(world: World, membership: Membership): void {
  if (!isClosing(membership)) return
  membership.unit.leaving.add(membership)
  wake(world, membership.unit)
}

function compare(membership: Membership, remoteUnit: string): void {
  const seen = membership.seen.get(remoteUnit)
  const there = versionThere(membership, remoteUnit)
  mark(membership.departed, remoteUnit, seen !== undefined && there === undefined)
  mark(membership.joined, remoteUnit, seen === undefined && there !== undefined)
  mark(membership.changed, remoteUnit, seen !== undefined && there !== undefined && seen !== there)
}

/** A unit disappears from its relations when it starts to die, before it has done anything about it. */
function versionThere(membership: Membership, remoteUnit: string): number | undefined {
  if (isClosing(membership)) return undefined
  const remote = membership.counterparts.get(remoteUnit)
  return remote === undefined || remote === membership || remote.unit.life !== 'alive' ? undefined : remote.bag.version
}

function mark(names: SortedNames, name: string, marked: boolean): void {
  if (marked) names.add(name)
  else names.delete(name)
}
