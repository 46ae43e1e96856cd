import { changedConfig, defaultConfig, type ConfigChange } from './config.ts'
import type { Disclosure } from './disclosure.ts'
import { ModelError } from './errors.ts'
import { readEndpoints, type CharmMetadata } from './metadata.ts'
import { checkApplicationName } from './names.ts'
import type { ProcessCharm } from './process/process-charm.ts'
import { newRelation } from './relation.ts'
import type { Application, Program, World } from './state.ts'
import { addUnit } from './unit.ts'

/** What an application runs, and how many units of it. */
export interface Deployment {
  readonly program: Program | ProcessCharm
  readonly metadata: CharmMetadata
  /** What the trace may show, by endpoint. */
  readonly disclosure: Disclosure
  /** Default 1; a subordinate has as many as it has principals. */
  readonly units: number | undefined
  readonly config: ConfigChange
}

/** Adds an application with its peer relations and first units. */
export function deploy(world: World, name: string, deployment: Deployment): Application {
  checkApplicationName(name)
  if (world.applications.has(name))
    throw new ModelError('APPLICATION_EXISTS', `Application "${name}" is there already: deploy under another name.`)
  const application = newApplication(name, deployment)
  const units = wantedUnits(application, deployment.units)
  world.applications.set(name, application)
  world.record({ event: 'deploy', application: name, units })
  for (const endpoint of application.endpoints.values()) {
    if (endpoint.role === 'peers') newRelation(world, [{ application, endpoint }])
  }
  for (let count = 0; count < units; count++) addUnit(world, application)
  return application
}

function newApplication(name: string, { program, metadata, disclosure, config }: Deployment): Application {
  const endpoints = readEndpoints({ name, ...metadata })
  const options = metadata.config?.options ?? {}
  return {
    name,
    subordinate: metadata.subordinate ?? false,
    endpoints,
    options,
    program,
    disclosure,
    units: new Set(),
    relations: new Set(),
    life: 'alive',
    leader: undefined,
    leaderSettings: new Map(),
    status: { status: 'unknown', message: '' },
    version: '',
    config: changedConfig(options, defaultConfig(options), config),
    specs: new Map(),
    unitsMade: 0,
  }
}

function wantedUnits({ name, subordinate }: Application, units: number | undefined): number {
  const wanted = units ?? (subordinate ? 0 : 1)
  if (!Number.isInteger(wanted) || wanted < 0)
    throw new ModelError('UNITS_INVALID', `Application "${name}" cannot have ${wanted} units: give a whole number.`)
  if (subordinate && wanted > 0)
    throw new ModelError(
      'SUBORDINATE_UNIT',
      `Subordinate application "${name}" cannot be deployed with ${wanted} units: relate it, its principals bring them.`,
    )
  return wanted
}
