import { wake } from '../membership.ts'
import type { Unit, World } from '../state.ts'
import type { Secret, SecretHook, SecretOwner } from './secret.ts'

/** Tells the owner: the unit, or the leader of the application. */
export function tellOwner(world: World, { id, owner }: Secret, hook: Pick<SecretHook, 'kind' | 'revision'>): void {
  const unit = ownerUnit(world, owner)
  if (unit !== undefined) tell(world, unit, { ...hook, id })
}

/** Tells everybody else who reads an older revision that there is a newer one. */
export function tellConsumers(world: World, { id, owner, latest, consumers }: Secret): void {
  for (const [name, { revision }] of consumers) {
    const unit = world.units.get(name)
    if (unit !== undefined && revision < latest && unit !== ownerUnit(world, owner))
      tell(world, unit, { kind: 'changed', id, revision: undefined })
  }
}

/** Tells the owner of each older revision that nobody reads any more, once. */
export function tellObsolete(world: World, secret: Secret): void {
  const read = new Set([...secret.consumers.values()].map(({ revision }) => revision))
  for (const revision of secret.revisions.keys()) {
    if (revision === secret.latest || read.has(revision) || secret.obsolete.has(revision)) continue
    secret.obsolete.add(revision)
    tellOwner(world, secret, { kind: 'remove', revision })
  }
}

/** What is about an application's secrets goes to its new leader. */
export function handOver(world: World, former: Unit, leader: Unit): void {
  const ofApplication = former.secretHooks.filter(
    ({ kind, id }) => kind !== 'changed' && world.secrets.get(id)?.owner.kind === 'application',
  )
  for (const hook of ofApplication) {
    former.secretHooks.splice(former.secretHooks.indexOf(hook), 1)
    tell(world, leader, hook)
  }
}

function ownerUnit({ units, applications }: World, { kind, name }: SecretOwner): Unit | undefined {
  return kind === 'unit' ? units.get(name) : applications.get(name)?.leader
}

function tell(world: World, unit: Unit, hook: SecretHook): void {
  const known = unit.secretHooks.some(
    ({ kind, id, revision }) => kind === hook.kind && id === hook.id && revision === hook.revision,
  )
  if (!known) unit.secretHooks.push(hook)
  wake(world, unit)
}
