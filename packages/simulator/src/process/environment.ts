import { delimiter } from 'node:path'
import type { HookTurn } from '../hook-turn.ts'
import { modelUuid } from '../names.ts'
import { secretLabel } from '../secrets/secret-reading.ts'
import { secretUri } from '../secrets/secret.ts'
import type { Hook } from '../state.ts'

/** What is different in each hook, and each attempt of it. */
export interface HookPlaces {
  /** `website/0-install-4f…`; a new one for each attempt. */
  readonly contextId: string
  /** The unit's copy of its charm. */
  readonly directory: string
  /** Where the agent listens. */
  readonly socket: string
  /** The directory of the hook tools. */
  readonly tools: string
  /** What the process is: `hooks/install`; undefined for a command that is no part of the charm. */
  readonly dispatchPath: string | undefined
}

type Variables = Readonly<Record<string, string>>

/** Exactly what Juju 3.6 sets on a machine with Ubuntu. Nothing is inherited but the rest of PATH. */
export function hookEnvironment(turn: HookTurn, places: HookPlaces): Variables {
  return {
    ...machineEnvironment(places.tools),
    ...unitEnvironment(turn),
    CHARM_DIR: places.directory,
    JUJU_CHARM_DIR: places.directory,
    JUJU_CONTEXT_ID: places.contextId,
    JUJU_AGENT_SOCKET_ADDRESS: places.socket,
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    // What is no hook has no name of one.
    JUJU_HOOK_NAME: places.dispatchPath?.startsWith('hooks/') ? turn.hook.name : '',
    ...(places.dispatchPath !== undefined && { JUJU_DISPATCH_PATH: places.dispatchPath }),
    ...relationEnvironment(turn.hook),
    ...secretEnvironment(turn),
    ...storageEnvironment(turn),
    ...actionEnvironment(turn.hook),
  }
}

function machineEnvironment(tools: string): Variables {
  return {
    PATH: [tools, process.env['PATH'] ?? ''].join(delimiter),
    LANG: 'C.UTF-8',
    TERM: 'tmux-256color',
    DEBIAN_FRONTEND: 'noninteractive',
    APT_LISTCHANGES_FRONTEND: 'none',
    CLOUD_API_VERSION: '',
    JUJU_API_ADDRESSES: '127.0.0.1:17070',
    JUJU_AVAILABILITY_ZONE: '',
    JUJU_CHARM_FTP_PROXY: '',
    JUJU_CHARM_HTTPS_PROXY: '',
    JUJU_CHARM_HTTP_PROXY: '',
    JUJU_CHARM_NO_PROXY: '',
    JUJU_METER_INFO: 'not set',
    JUJU_METER_STATUS: 'AMBER',
    JUJU_MODEL_NAME: 'model',
    JUJU_MODEL_UUID: modelUuid,
    JUJU_SLA: 'unsupported',
    JUJU_VERSION: '3.6.0',
  }
}

function unitEnvironment({ unit }: HookTurn): Variables {
  return {
    JUJU_MACHINE_ID: String(unit.machine),
    JUJU_PRINCIPAL_UNIT: unit.principal?.name ?? '',
    JUJU_UNIT_NAME: unit.name,
  }
}

function actionEnvironment({ name, action }: Hook): Variables {
  if (action === undefined) return {}
  return { JUJU_ACTION_NAME: name, JUJU_ACTION_UUID: action.id, JUJU_ACTION_TAG: `action-${action.id}` }
}

/** The unit's own name for the secret: a consumer's, or the owner's. */
function secretEnvironment({ world, unit, hook: { secret } }: HookTurn): Variables {
  if (secret === undefined) return {}
  return {
    JUJU_SECRET_ID: secretUri(secret),
    JUJU_SECRET_LABEL: secretLabel(world, unit, secret) ?? '',
    ...(secret.revision !== undefined && { JUJU_SECRET_REVISION: String(secret.revision) }),
  }
}

function storageEnvironment({ world, hook: { storage } }: HookTurn): Variables {
  if (storage === undefined) return {}
  return {
    JUJU_STORAGE_ID: storage.id,
    JUJU_STORAGE_LOCATION: world.processes.storage(storage.id),
    JUJU_STORAGE_KIND: 'filesystem',
  }
}

/** All four in every hook of a relation, empty where there is nothing to say. */
function relationEnvironment({ relation }: Hook): Variables {
  if (relation === undefined) return {}
  const { membership, kind, remoteUnit, departingUnit } = relation
  return {
    JUJU_RELATION: membership.endpoint.name,
    JUJU_RELATION_ID: membership.id,
    JUJU_REMOTE_APP: membership.remoteApplication,
    JUJU_REMOTE_UNIT: remoteUnit ?? '',
    ...(kind === 'departed' && { JUJU_DEPARTING_UNIT: departingUnit ?? '' }),
  }
}
