import { sameConfig } from './config.ts'
import type { Random } from './random.ts'
import { nextSecretHook } from './secrets/secret-queue.ts'
import type { Hook, Membership, RelationHookKind, Unit } from './state.ts'
import { nextStorageHook } from './storage.ts'

/** The next hook inside one relation: its kind, and the remote unit that it is about. */
export interface RelationStep {
  readonly kind: RelationHookKind
  readonly unit: string | undefined
}

/**
 * The next hook of a unit, or undefined when it has nothing to run; first match wins.
 *
 * The order is that of Juju's uniter resolver: what is pending, then relation-created, then leadership; then what dying
 * units do, or the way from install to update-status. Which relation comes first is left to chance, as in Juju.
 */
export function nextHook(unit: Unit, random: Random): Hook | undefined {
  if (unit.failure !== undefined) return unit.failure.hook
  if (unit.queued !== undefined) return unit.queued
  return unit.life === 'alive' ? nextAlive(unit, random) : nextDying(unit, random)
}

function nextAlive(unit: Unit, random: Random): Hook | undefined {
  if (!unit.installed) return nextStorageHook(unit) ?? { name: 'install' }
  const machine = triggered(unit, isOfMachine)
  if (machine !== undefined) return machine
  const uncreated = unit.uncreated.draw(random)
  if (uncreated !== undefined) return relationHook(uncreated, { kind: 'created', unit: undefined })
  const leadership = nextLeadership(unit)
  if (leadership !== undefined) return leadership
  const secret = unit.secretHooks.length === 0 ? undefined : nextSecretHook(unit)
  if (secret !== undefined) return { name: `secret-${secret.kind}`, secret }
  const storage = nextStorageHook(unit)
  if (storage !== undefined) return storage
  const upgrade = triggered(unit, isUpgrade)
  if (upgrade !== undefined) return upgrade
  if (hasNewConfig(unit)) return { name: 'config-changed' }
  return nextOfRelations(unit, random) ?? triggered(unit, () => true)
}

function nextDying(unit: Unit, random: Random): Hook | undefined {
  const first = nextStorageHook(unit) ?? nextOfRelations(unit, random)
  if (first !== undefined) return first
  if (unit.started) return { name: 'stop' }
  return unit.installed ? { name: 'remove' } : undefined
}

/** By content: an option that went back before anybody looked has not changed. */
function hasNewConfig({ configSeen, application }: Unit): boolean {
  return configSeen === undefined || !sameConfig(configSeen, application.config)
}

/** Losing leadership runs nothing: `leader-deposed` never fires. */
function nextLeadership(unit: Unit): Hook | undefined {
  if (unit.application.leader === unit) return unit.leads ? undefined : { name: 'leader-elected' }
  return unit.followed ? undefined : { name: 'leader-settings-changed' }
}

function nextOfRelations(unit: Unit, random: Random): Hook | undefined {
  const membership = unit.due.draw(random) ?? unit.duePeers.draw(random)
  const step = membership && nextRelationStep(membership)
  return membership && step && relationHook(membership, step)
}

/** The rules of `nextRelationHook` in Juju's worker/uniter/relation/resolver.go, in their order; names in string order. */
export function nextRelationStep(membership: Membership): RelationStep | undefined {
  const { changedPending, departed, joined, changed } = membership
  // Neither the unit's leaving nor the relation's end takes this one away.
  if (changedPending !== undefined) return { kind: 'changed', unit: changedPending }
  if (departed.first !== undefined) return { kind: 'departed', unit: departed.first }
  if (isClosing(membership)) return membership.relation.peer ? undefined : { kind: 'broken', unit: undefined }
  if (membership.remoteApplicationBag.version !== membership.applicationSeen)
    return { kind: 'changed', unit: undefined }
  if (joined.first !== undefined) return { kind: 'joined', unit: joined.first }
  if (changed.first !== undefined) return { kind: 'changed', unit: changed.first }
  return undefined
}

/** For a unit or a relation that ends, the other side counts as empty. */
export function isClosing({ unit, relation }: Membership): boolean {
  return unit.life !== 'alive' || relation.life !== 'alive'
}

function relationHook(membership: Membership, { kind, unit: remoteUnit }: RelationStep): Hook {
  const { unit, endpoint, remoteApplicationBag, counterparts } = membership
  const staying = unit.life === 'alive' && unit.application.life === 'alive'
  return {
    name: `${endpoint.name}-relation-${kind}`,
    relation: {
      kind,
      membership,
      remoteUnit,
      departingUnit: kind !== 'departed' ? undefined : staying ? remoteUnit : unit.name,
      version:
        remoteUnit === undefined ? remoteApplicationBag.version : (counterparts.get(remoteUnit)?.bag.version ?? 0),
    },
  }
}

/** The operator's hooks keep their order among those that come at the same place. */
function triggered(unit: Unit, fits: (name: string) => boolean): Hook | undefined {
  const name = unit.triggered.find(fits)
  return name === undefined ? undefined : { name }
}

/** Reboots and series upgrades. */
function isOfMachine(name: string): boolean {
  return name === 'start' || name.endsWith('-series-upgrade')
}

function isUpgrade(name: string): boolean {
  return name === 'upgrade-charm'
}
