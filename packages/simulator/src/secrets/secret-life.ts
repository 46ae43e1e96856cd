import { ModelError } from '../errors.ts'
import type { Application, Relation, Unit, World } from '../state.ts'
import { hideContent } from './secret-hiding.ts'
import { removeSecret, revise, secretEvent } from './secret-commit.ts'
import { tellObsolete, tellOwner } from './secret-hooks.ts'
import { newSecret, secretId, secretUri, type Secret, type SecretContent } from './secret.ts'

/** Its rotation is due: the owner runs secret-rotate. */
export function rotateSecret(world: World, uri: string): void {
  const secret = charmSecret(world, uri)
  world.record({ event: 'rotate', uri: secretUri(secret) })
  tellOwner(world, secret, { kind: 'rotate', revision: undefined })
}

/** Its newest revision expires: the owner runs secret-expired. */
export function expireSecret(world: World, uri: string): void {
  const secret = charmSecret(world, uri)
  world.record({ event: 'expire', uri: secretUri(secret) })
  tellOwner(world, secret, { kind: 'expired', revision: secret.latest })
}

/** A secret of the operator, whose name is its label. */
export function addUserSecret(world: World, name: string, content: Readonly<Record<string, string>>): string {
  const secret = newSecret({ kind: 'model', name: 'model' }, ++world.secretsMade, { label: name })
  world.secrets.set(secret.id, secret)
  revise(world, secret, encoded(world, content))
  world.record(secretEvent(secret, { change: 'added', revision: 1 }))
  return secretUri(secret)
}

/** A new revision of a secret of the operator. */
export function updateUserSecret(world: World, uri: string, content: Readonly<Record<string, string>>): void {
  const secret = secretNamed(world, uri)
  revise(world, secret, encoded(world, content))
  world.record(secretEvent(secret, { change: 'revised', revision: secret.latest }))
}

/** Lets an application read a secret of the operator. */
export function grantUserSecret(world: World, uri: string, { name }: Application): void {
  const secret = secretNamed(world, uri)
  secret.grants = [...secret.grants, { target: name, relation: undefined }]
  world.record(secretEvent(secret, { change: 'granted', target: name }))
}

/** What was granted for a relation ends with it. */
export function endGrants({ secrets }: World, { number }: Relation): void {
  for (const secret of secrets.values()) {
    if (secret.grants.some(({ relation }) => relation === number))
      secret.grants = secret.grants.filter(({ relation }) => relation !== number)
  }
}

/** The unit's secrets go with it, and it reads no others any more. */
export function removeSecretsOfUnit(world: World, { name }: Unit): void {
  for (const secret of world.secrets.values()) {
    if (secret.owner.kind === 'unit' && secret.owner.name === name) world.record(removeSecret(world, secret, undefined))
    else if (secret.consumers.delete(name)) tellObsolete(world, secret)
  }
}

/** The application's secrets go with it. */
export function removeSecretsOfApplication(world: World, { name }: Application): void {
  for (const secret of world.secrets.values()) {
    if (secret.owner.kind === 'application' && secret.owner.name === name)
      world.record(removeSecret(world, secret, undefined))
  }
}

function encoded(world: World, content: Readonly<Record<string, string>>): SecretContent {
  const kept = new Map(Object.entries(content).map(([key, text]) => [key, Buffer.from(text).toString('base64')]))
  hideContent(world, kept)
  return kept
}

function secretNamed(world: World, uri: string): Secret {
  const secret = world.secrets.get(secretId(uri) ?? '')
  if (secret !== undefined) return secret
  throw new ModelError('SECRET_UNKNOWN', `There is no secret "${uri}": it never was there, or was removed.`)
}

function charmSecret(world: World, uri: string): Secret {
  const secret = secretNamed(world, uri)
  if (secret.owner.kind !== 'model') return secret
  throw new ModelError('SECRET_UNKNOWN', `"${uri}" is a secret of the model, which no charm owns: name one of a charm.`)
}
