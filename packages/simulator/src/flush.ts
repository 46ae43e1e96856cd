import type { BagKind, Delta } from '@interlayer/runtime/adapter'
import { recordBag } from './bag-record.ts'
import { keyChanges, withChanges, type KeyChange } from './databag.ts'
import type { Draft } from './draft.ts'
import { ModelError } from './errors.ts'
import type { HookTurn } from './hook-turn.ts'
import { announce, announceApplication } from './membership.ts'
import { networkKeys } from './network.ts'
import { showPorts, withPorts, type PortChange } from './ports.ts'
import { checkSecretChanges, commitSecrets } from './secrets/secret-commit.ts'
import type { Membership, Unit, World } from './state.ts'
import { addStorage } from './storage-life.ts'
import { checkStorage } from './storage.ts'
import type { SecretEvent } from './trace.ts'

/** What Juju stores for one unit at most: the lengths of `state-set`, and `max-charm-state-size`; in bytes. */
const stateLimits = { key: 256, value: 64 * 1024, whole: 2 * 1024 * 1024 } as const

/** One databag that a hook changed. */
export interface Written {
  readonly membership: Membership
  readonly kind: BagKind
  readonly changes: readonly KeyChange[]
}

/** All that a hook changed. */
export interface Flushed {
  readonly written: readonly Written[]
  readonly ports: readonly PortChange[]
  readonly secrets: readonly SecretEvent[]
}

export const nothingWritten: Flushed = { written: [], ports: [], secrets: [] }

/**
 * Commits all that a hook wrote, or throws and commits nothing. Juju checks leadership again here: it can have moved
 * since `relation-set`.
 */
export function flush({ world, hook, draft }: HookTurn, unit: Unit): Flushed {
  if (draft.reboot === 'now')
    throw new ModelError('FLUSH_REFUSED', `${hook.name} of ${unit.name} rebooted the machine: it runs again.`)
  checkStorage(unit, draft.storage, hook.name)
  if (draft.app.size + draft.specs.size > 0 && unit.application.leader !== unit)
    throw new ModelError(
      'FLUSH_REFUSED',
      `${hook.name} of ${unit.name} wrote for its application, but ${unit.application.leader?.name ?? 'no unit'} leads: the retry will see that.`,
    )
  if (draft.secrets.length > 0) checkSecretChanges(world, unit, draft.secrets)
  const state = withChanges(unit.state, keyChanges(unit.state, draft.state))
  checkState(unit, state)
  if (hook.name === 'config-changed') refreshNetworkKeys(unit, draft)
  const written = [...pending('unit', draft.unit), ...pending('app', draft.app)].sort(byRelation)
  unit.state = state
  for (const { membership, kind, changes } of written) {
    const bag = bagOf(membership, kind)
    bag.content = withChanges(bag.content, changes)
    bag.version++
  }
  const secrets = draft.secrets.length === 0 ? nothingWritten.secrets : commitSecrets(world, draft.secrets)
  unit.ports = withPorts(unit.ports, draft.ports)
  addStorage(world, unit, draft.storage)
  for (const [kind, spec] of draft.specs) unit.application.specs.set(kind, spec)
  if (draft.reboot === 'after') unit.triggered.push('start')
  return { written, ports: draft.ports, secrets }
}

/** Everyone concerned learns of what was committed. */
export function publish(
  world: World,
  unit: Unit,
  { flushed: { written, ports, secrets }, number: hook }: { readonly flushed: Flushed; readonly number: number },
): void {
  for (const secret of secrets) world.record({ ...secret, hook })
  for (const { port, open } of ports) {
    const endpoint = port.endpoint === undefined ? {} : { endpoint: port.endpoint }
    world.record({ event: 'port', hook, unit: unit.name, port: showPorts(port), ...endpoint, open })
  }
  for (const { membership, kind, changes } of written) {
    recordBag(world, { membership, kind, hook }, changes)
    if (kind === 'unit') announce(world, membership)
    else announceApplication(world, membership)
  }
}

/** Each successful config-changed writes Juju's keys anew, whatever the charm put there. */
function refreshNetworkKeys(unit: Unit, draft: Draft): void {
  const keys = networkKeys(unit.address)
  for (const membership of unit.memberships.values()) {
    draft.unit.set(membership, new Map([...(draft.unit.get(membership) ?? []), ...keys]))
  }
}

function pending(kind: BagKind, deltas: ReadonlyMap<Membership, Delta>): readonly Written[] {
  return [...deltas]
    .map(([membership, delta]) => ({ membership, kind, changes: keyChanges(bagOf(membership, kind).content, delta) }))
    .filter(({ changes }) => changes.length > 0)
}

function bagOf(membership: Membership, kind: BagKind): Membership['ownApplicationBag'] {
  return kind === 'unit' ? membership.bag : membership.ownApplicationBag
}

/** By relation, and the unit's databag before the application's. */
function byRelation(one: Written, other: Written): number {
  const order = one.membership.relation.number - other.membership.relation.number
  return order !== 0 || one.kind === other.kind ? order : one.kind === 'unit' ? -1 : 1
}

function checkState(unit: Unit, state: ReadonlyMap<string, string>): void {
  if (state === unit.state) return
  let whole = 0
  for (const [key, text] of state) {
    const [keyLength, length] = [Buffer.byteLength(key), Buffer.byteLength(text)]
    if (keyLength > stateLimits.key) throw tooLarge(unit, `a key of ${keyLength} bytes`, stateLimits.key)
    if (length > stateLimits.value) throw tooLarge(unit, `${length} bytes under "${key}"`, stateLimits.value)
    whole += keyLength + length
  }
  if (whole > stateLimits.whole) throw tooLarge(unit, `${whole} bytes in all`, stateLimits.whole)
}

function tooLarge(unit: Unit, what: string, limit: number): ModelError {
  return new ModelError('FLUSH_REFUSED', `The state of ${unit.name} has ${what}, of at most ${limit}: store less.`)
}
