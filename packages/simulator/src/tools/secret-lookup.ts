import type { HookTurn } from '../hook-turn.ts'
import { belongs, findSecret, manages } from '../secrets/secret-reading.ts'
import { secretId, type Secret } from '../secrets/secret.ts'
import { failed, misused } from './failure.ts'

/** The id in the URI that a tool needs. */
export function neededId(uri: string | undefined): string {
  return idOf(uri ?? misused('missing secret URI'))
}

/** The id in a URI. */
export function idOf(uri: string): string {
  return secretId(uri) ?? misused(`secret URI ${JSON.stringify(uri)} not valid`)
}

/** The secret, which the unit has to be allowed to change. */
export function managedSecret(turn: HookTurn, id: string): Secret {
  const secret = findSecret(turn, id) ?? noSecret(id)
  if (manages(turn, secret)) return secret
  return failed(belongs(turn.unit, secret) ? notLeader : 'permission denied')
}

/** What only the leader may do. */
export const notLeader = 'this unit is not the leader'

/** There is no such secret, as far as the unit may know. */
export function noSecret(id: string): never {
  return failed(`secret ${JSON.stringify(id)} not found`)
}
