import { secretUri } from './secrets/secret.ts'
import type { Hook, Unit, World } from './state.ts'
import type { HookEvent } from './trace.ts'

/** One attempt: failed when there is an error. */
export interface Attempt {
  readonly hook: Hook
  readonly number: number
  readonly error?: unknown
}

/** Traces the attempt; what it changed is traced after it. */
export function recordHook(world: World, unit: Unit, attempt: Attempt): void {
  if (!world.traced) return
  const { hook, number } = attempt
  const event = {
    event: 'hook',
    number,
    unit: unit.name,
    hook: hook.name,
    ...relationFacts(hook),
    ...secretFacts(hook),
    ...(hook.storage !== undefined && { storage: hook.storage.id }),
  } as const
  if ('error' in attempt) world.record({ ...event, outcome: 'failed', error: errorFacts(attempt.error) })
  else world.record({ ...event, outcome: 'ok' })
}

/** The flags that rose and fell, sorted. */
export function recordFlags(
  world: World,
  unit: Unit,
  { number, flags }: { number: number; flags: readonly string[] },
): void {
  if (!world.traced) return
  const before = new Set(unit.flags)
  const after = new Set(flags)
  const differing = [...before, ...after].filter((flag) => before.has(flag) !== after.has(flag)).sort()
  for (const flag of differing)
    world.record({ event: 'flag', hook: number, unit: unit.name, flag, raised: after.has(flag) })
}

function secretFacts({ secret }: Hook): Pick<HookEvent, 'secret' | 'revision'> {
  if (secret === undefined) return {}
  return { secret: secretUri(secret), ...(secret.revision !== undefined && { revision: secret.revision }) }
}

type RelationFacts = Pick<HookEvent, 'relation' | 'remoteUnit' | 'remoteApp' | 'departingUnit'>

function relationFacts({ relation }: Hook): RelationFacts {
  if (relation === undefined) return {}
  const { membership, remoteUnit, departingUnit } = relation
  return {
    relation: membership.id,
    ...(remoteUnit !== undefined && { remoteUnit }),
    remoteApp: membership.remoteApplication,
    ...(departingUnit !== undefined && { departingUnit }),
  }
}

function errorFacts(error: unknown): { readonly message: string; readonly code?: string } {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { message: error.message, ...code }
}
