import type { Unit } from '../state.ts'
import type { SecretHook } from './secret.ts'

/** In the order in which Juju's agent runs them. */
const kinds: readonly SecretHook['kind'][] = ['expired', 'rotate', 'changed', 'remove']

/** The hook about a secret that the unit runs next. */
export function nextSecretHook({ secretHooks }: Unit): SecretHook | undefined {
  for (const kind of kinds) {
    const found = secretHooks.find((hook) => hook.kind === kind)
    if (found !== undefined) return found
  }
  return undefined
}
