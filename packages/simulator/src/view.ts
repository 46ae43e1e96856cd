import type { ConfigValue, StatusName } from '@interlayer/runtime/adapter'
import type { OptionMetadata } from './config.ts'
import type { Role, Scope } from './metadata.ts'
import type { Application, Relation, Unit, WorkloadStatus } from './state.ts'

/** An application as it is at the moment of asking. */
export interface ApplicationView {
  readonly name: string
  readonly life: 'alive' | 'dying'
  readonly subordinate: boolean
  /** Names, by number. */
  readonly units: readonly string[]
  readonly leader: string | undefined
  readonly config: ReadonlyMap<string, ConfigValue>
  /** What its charm can be configured with. */
  readonly options: Readonly<Record<string, OptionMetadata>>
  /** What its leader said of it as a whole; `unknown` until then. */
  readonly status: WorkloadStatus
  /** Of its workload; empty until the charm says it. */
  readonly version: string
}

/** A unit as it is at the moment of asking. */
export interface UnitView {
  readonly name: string
  readonly application: string
  readonly life: 'alive' | 'dying'
  readonly leader: boolean
  readonly principal: string | undefined
  readonly address: string
}

/** One end of a relation. */
export interface EndView {
  readonly application: string
  readonly endpoint: string
  readonly role: Role
}

/** A relation as it is at the moment of asking. Its number is Juju's id, the same for both ends. */
export interface RelationView {
  readonly number: number
  /** As Juju writes it: `proxy:reverseproxy website:website`, the requirer first. */
  readonly key: string
  readonly interface: string
  readonly scope: Scope
  readonly life: 'alive' | 'dying' | 'gone'
  /** The requirer and the provider; one for peers. */
  readonly ends: readonly EndView[]
}

/** What `juju status` says about one unit. */
export interface StatusView {
  /** `unknown` until the charm says something; `error` while a hook fails. */
  readonly workload: StatusName | 'unknown' | 'error'
  readonly message: string
  readonly agent: 'allocating' | 'idle' | 'pending' | 'failed'
}

/** What to show of an application. */
export function viewApplication(application: Application): ApplicationView {
  const { name, life, subordinate, units, leader, config, options, status, version } = application
  return {
    name,
    life: lifeOf(life),
    subordinate,
    units: [...units].map((unit) => unit.name),
    leader: leader?.name,
    config,
    options,
    status,
    version,
  }
}

/** What to show of a unit. */
export function viewUnit(unit: Unit): UnitView {
  const { name, application, life, principal, address } = unit
  return {
    name,
    application: application.name,
    life: lifeOf(life),
    leader: application.leader === unit,
    principal: principal?.name,
    address,
  }
}

/** What to show of a relation. */
export function viewRelation({ number, key, interface: protocol, scope, life, ends }: Relation): RelationView {
  return {
    number,
    key,
    interface: protocol,
    scope,
    life,
    ends: ends.map(({ application, endpoint }) => ({
      application: application.name,
      endpoint: endpoint.name,
      role: endpoint.role,
    })),
  }
}

/** What to show of a unit's state; awake means that its agent has yet to look. */
export function viewStatus({ failure, installed, status }: Unit, awake: boolean): StatusView {
  if (failure !== undefined)
    return { workload: 'error', message: `hook failed: "${failure.hook.name}"`, agent: 'failed' }
  const agent = awake ? 'pending' : installed ? 'idle' : 'allocating'
  return { workload: status.status, message: status.message, agent }
}

/** What is gone cannot be asked for any more. */
function lifeOf(life: Unit['life']): 'alive' | 'dying' {
  return life === 'alive' ? 'alive' : 'dying'
}
