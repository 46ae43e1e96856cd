import { review, reviewDue } from './membership.ts'
import { list, unlist } from './readable.ts'
import { leaveRelation } from './removal.ts'
import type { SecretHook } from './secrets/secret.ts'
import type { Hook, RelationHook, Unit, World } from './state.ts'
import { advanceStorage } from './storage-life.ts'

/** What Juju's agent does before each attempt: who is listed, and whose databag is read anew. */
export function prepare(unit: Unit, { relation }: Hook): void {
  unit.configOffered = unit.application.config
  if (relation?.remoteUnit === undefined) return
  if (relation.kind === 'departed') unlist(relation.membership, relation.remoteUnit)
  else list(relation.membership, relation.remoteUnit)
}

/** What a hook that succeeded, or that the operator skipped, settles for the unit's agent. */
export function advance(world: World, unit: Unit, hook: Hook): void {
  unit.queued = undefined
  if (hook.relation !== undefined) advanceRelation(world, hook.relation)
  else if (hook.secret !== undefined) advanceSecret(unit, hook.secret)
  else if (hook.storage !== undefined) advanceStorage(world, unit, hook.storage)
  else advanceUnit(unit, hook.name)
}

function advanceSecret({ secretHooks }: Unit, hook: SecretHook): void {
  const place = secretHooks.indexOf(hook)
  if (place >= 0) secretHooks.splice(place, 1)
}

function advanceUnit(unit: Unit, hook: string): void {
  const triggered = unit.triggered.indexOf(hook)
  if (triggered >= 0) unit.triggered.splice(triggered, 1)
  switch (hook) {
    case 'install':
      unit.installed = true
      break
    case 'leader-elected':
      unit.leads = true
      break
    case 'leader-settings-changed':
      unit.followed = true
      break
    case 'config-changed':
      unit.configSeen = unit.configOffered
      if (!unit.started) unit.queued = { name: 'start' }
      break
    case 'upgrade-charm':
      unit.queued = { name: 'config-changed' }
      break
    case 'start':
      unit.started = true
      break
    case 'stop':
      unit.started = false
      break
    case 'remove':
      unit.installed = false
      break
  }
}

function advanceRelation(world: World, hook: RelationHook): void {
  const { membership, kind, remoteUnit } = hook
  switch (kind) {
    case 'created':
      membership.unit.uncreated.delete(membership)
      return
    case 'broken':
      leaveRelation(world, membership)
      return
    case 'joined':
    case 'changed':
    case 'departed':
      advanceMember(hook)
      if (remoteUnit === undefined) reviewDue(world, membership)
      else review(world, membership, remoteUnit)
  }
}

/** Joined demands that changed comes next; changed takes the demand away. */
function advanceMember({ membership, kind, remoteUnit, version }: RelationHook): void {
  if (remoteUnit === undefined) {
    membership.applicationSeen = version
    return
  }
  membership.changedPending = kind === 'joined' ? remoteUnit : undefined
  if (kind === 'departed') membership.seen.delete(remoteUnit)
  else membership.seen.set(remoteUnit, version)
}
