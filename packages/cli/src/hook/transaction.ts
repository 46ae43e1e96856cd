import { all, type AnyCharm } from '@interlayer/runtime'
import { runHook, type HookContext } from '@interlayer/runtime/adapter'
import {
  hookTools,
  openCaller,
  operate,
  readContext,
  type AnyEndpoints,
  type AnyHook,
} from '@interlayer/runtime/process'
import { CliError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'

interface Outside {
  readonly env: Surroundings['env']
  readonly charm: () => Promise<AnyCharm>
}

/**
 * Asks in a transaction of its own, as one handler that runs in place of the charm's: what a command does where no handler runs, by
 * `juju exec` or in a hook of a charm that is none of ours.
 */
export async function askInTransaction(request: object, { env, charm }: Outside): Promise<unknown> {
  if (!env['JUJU_CONTEXT_ID']) {
    const message =
      'There is no hook here. Run this in a handler that "interlayer dispatch" starts, or in a unit by "juju exec".'
    throw new CliError('HOOK_MISSING', message)
  }
  const loaded = await charm()
  const { caller, fallback } = await openCaller(env, process.cwd())
  if (fallback !== undefined) process.stderr.write(`${fallback}\n`)
  const answer: { value?: unknown } = {}
  const run = async (endpoints: AnyEndpoints, hook: AnyHook): Promise<void> => {
    answer.value = await operate({ endpoints, hook }, request)
  }
  try {
    const handler = { id: 'interlayer', condition: all(), leaves: [], once: false, run }
    await runHook(loaded, hookTools(contextOf(env), caller), [handler])
  } finally {
    caller.close()
  }
  return plain(answer.value)
}

/** `juju exec` is no hook, and has no name of one. */
function contextOf(env: Surroundings['env']): HookContext {
  const named = ['JUJU_HOOK_NAME', 'JUJU_DISPATCH_PATH', 'JUJU_ACTION_NAME'].some((name) => env[name])
  return named ? readContext(env) : { ...readContext({ ...env, JUJU_HOOK_NAME: 'juju-exec' }), hook: '' }
}

/** As it would come over the socket. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value ?? null)
  const json: unknown = JSON.parse(text)
  return json
}
