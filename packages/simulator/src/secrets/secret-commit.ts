import { ModelError } from '../errors.ts'
import type { Unit, World } from '../state.ts'
import type { SecretEvent } from '../trace.ts'
import { tellConsumers, tellObsolete } from './secret-hooks.ts'
import { secretUri, type Secret, type SecretChange, type SecretContent, type SecretFacts } from './secret.ts'

/** Refuses what Juju would not commit: changes of an application's secret by who does not lead any more, and a label twice. */
export function checkSecretChanges(world: World, unit: Unit, changes: readonly SecretChange[]): void {
  for (const change of changes) {
    const { owner } = change.secret
    if (owner.kind === 'application' && unit.application.leader !== unit)
      throw refused(
        `${unit.name} changed a secret of ${owner.name}, and does not lead it any more: the retry will see that.`,
      )
    const label =
      change.change === 'add' ? change.secret.facts.label : 'facts' in change ? change.facts.label : undefined
    if (label === undefined) continue
    const others = [...world.secrets.values(), ...changes.map(({ secret }) => secret)]
    const other = others.find(
      (secret) => secret !== change.secret && secret.facts.label === label && sameOwner(secret, change.secret),
    )
    if (other !== undefined) throw refused(`secret with label "${label}" already exists`)
  }
}

/** Carries out the changes, in order; gives what to trace. */
export function commitSecrets(world: World, changes: readonly SecretChange[]): readonly SecretEvent[] {
  return changes.flatMap((change) => commitChange(world, change) ?? [])
}

function commitChange(world: World, change: SecretChange): SecretEvent | undefined {
  const { secret } = change
  if (change.change !== 'add' && !world.secrets.has(secret.id)) return undefined
  switch (change.change) {
    case 'add':
      world.secrets.set(secret.id, secret)
      revise(world, secret, change.content)
      return secretEvent(secret, { change: 'added', revision: 1, ...plan(secret.facts) })
    case 'set':
      return setSecret(world, secret, change)
    case 'grant': {
      const { target, relation } = change.grant
      secret.grants = [
        ...secret.grants.filter((grant) => grant.target !== target || grant.relation !== relation),
        change.grant,
      ]
      return secretEvent(secret, { change: 'granted', target, ...(relation !== undefined && { relation }) })
    }
    case 'revoke': {
      const gone = secret.grants.filter(change.revoked)
      secret.grants = secret.grants.filter((grant) => !gone.includes(grant))
      const [first] = gone
      return first && secretEvent(secret, { change: 'revoked', target: first.target })
    }
    case 'remove':
      return removeSecret(world, secret, change.revision)
  }
}

function setSecret(
  world: World,
  secret: Secret,
  { facts, content }: { readonly facts: SecretFacts; readonly content: SecretContent | undefined },
): SecretEvent | undefined {
  const said = plan(facts)
  secret.facts = { ...secret.facts, ...facts }
  if (content === undefined || sameContent(content, secret.revisions.get(secret.latest)))
    return Object.keys(said).length === 0 ? undefined : secretEvent(secret, { change: 'planned', ...said })
  revise(world, secret, content)
  return secretEvent(secret, { change: 'revised', revision: secret.latest, ...said })
}

/** When it is due for its owner. */
function plan({ expire, rotate }: SecretFacts): Pick<SecretEvent, 'expire' | 'rotate'> {
  return { ...(expire !== undefined && { expire }), ...(rotate !== undefined && { rotate }) }
}

/** Adds a revision; who reads an older one hears of it. */
export function revise(world: World, secret: Secret, content: SecretContent): void {
  secret.latest += 1
  secret.revisions.set(secret.latest, content)
  tellConsumers(world, secret)
  tellObsolete(world, secret)
}

/** Without a revision, and with the last one, the whole secret goes. */
export function removeSecret(world: World, secret: Secret, revision: number | undefined): SecretEvent {
  if (revision !== undefined) secret.revisions.delete(revision)
  if (revision !== undefined && secret.revisions.size > 0) return secretEvent(secret, { change: 'removed', revision })
  world.secrets.delete(secret.id)
  for (const unit of world.units.values()) {
    const left = unit.secretHooks.filter(({ id }) => id !== secret.id)
    unit.secretHooks.splice(0, unit.secretHooks.length, ...left)
  }
  return secretEvent(secret, { change: 'removed' })
}

/** What is traced of a change: never the content. */
export function secretEvent(secret: Secret, change: Omit<SecretEvent, 'event' | 'uri' | 'owner'>): SecretEvent {
  return { event: 'secret', uri: secretUri(secret), owner: secret.owner.name, ...change }
}

function sameOwner(one: Secret, other: Secret): boolean {
  return one.owner.kind === other.owner.kind && one.owner.name === other.owner.name
}

function sameContent(one: SecretContent, other: SecretContent | undefined): boolean {
  return one.size === other?.size && [...one].every(([key, value]) => other.get(key) === value)
}

function refused(message: string): ModelError {
  return new ModelError('FLUSH_REFUSED', message)
}
