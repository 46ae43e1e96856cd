import type { HookContext, HookRelation, HookSecret, HookStorage } from '../../adapter/index.ts'
import { InterlayerError } from '../../values/errors.ts'
import { endpointOf } from '../../values/names.ts'

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable; Juju sets some to nothing where there is nothing to say, which is the same as not at all. */
export function variable(env: Environment, name: string): string | undefined {
  const value = env[name]
  return value === '' ? undefined : value
}

/** A variable that Juju sets for every hook. */
export function neededVariable(env: Environment, name: string): string {
  const value = variable(env, name)
  if (value !== undefined) return value
  throw new InterlayerError(
    'ENVIRONMENT_INVALID',
    `${name} is not set. Juju sets it for every hook: let Juju, or a simulation of it, start the charm.`,
    { variable: name },
  )
}

/** What the environment says about the hook or action; ENVIRONMENT_INVALID when this is neither. */
export function readContext(env: Environment): HookContext {
  const action = variable(env, 'JUJU_ACTION_NAME')
  return {
    hook: action === undefined ? hookName(env) : '',
    unit: neededVariable(env, 'JUJU_UNIT_NAME'),
    principalUnit: variable(env, 'JUJU_PRINCIPAL_UNIT'),
    relation: readRelation(env),
    secret: readSecret(env),
    storage: readStorage(env),
    action,
  }
}

/** A command that an operator runs in the unit has no name of a hook. */
function hookName(env: Environment): string {
  const path = variable(env, 'JUJU_DISPATCH_PATH')
  if (path?.startsWith('hooks/') === true) return path.slice('hooks/'.length)
  return neededVariable(env, 'JUJU_HOOK_NAME')
}

function readRelation(env: Environment): HookRelation | undefined {
  const id = variable(env, 'JUJU_RELATION_ID')
  if (id === undefined) return undefined
  return {
    endpoint: variable(env, 'JUJU_RELATION') ?? endpointOf(id),
    id,
    remoteApp: variable(env, 'JUJU_REMOTE_APP'),
    remoteUnit: variable(env, 'JUJU_REMOTE_UNIT'),
    departingUnit: variable(env, 'JUJU_DEPARTING_UNIT'),
  }
}

function readSecret(env: Environment): HookSecret | undefined {
  const uri = variable(env, 'JUJU_SECRET_ID')
  if (uri === undefined) return undefined
  const revision = variable(env, 'JUJU_SECRET_REVISION')
  const label = variable(env, 'JUJU_SECRET_LABEL')
  return { uri, label, revision: revision === undefined ? undefined : Number(revision) }
}

function readStorage(env: Environment): HookStorage | undefined {
  const id = variable(env, 'JUJU_STORAGE_ID')
  if (id === undefined) return undefined
  return { id, kind: variable(env, 'JUJU_STORAGE_KIND'), location: variable(env, 'JUJU_STORAGE_LOCATION') }
}
