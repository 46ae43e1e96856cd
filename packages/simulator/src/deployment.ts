import type { AnyCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import type { Deployment } from './application.ts'
import { charmMetadata } from './charm-metadata.ts'
import type { ConfigChange } from './config.ts'
import type { DisclosedSide } from './disclosure.ts'
import type { CharmMetadata } from './metadata.ts'
import type { Program } from './state.ts'

/** What to deploy: a charm of this project's runtime, or any function. */
export type DeployOptions = CharmDeployment | ProgramDeployment

interface Size {
  /** Juju's own shape; of a charm it is derived, and needed only for what the code does not say. */
  readonly metadata?: CharmMetadata
  /** Default 1. A subordinate has as many as it has principals. */
  readonly units?: number
  readonly config?: ConfigChange
}

/** A charm of `@interlayer/runtime`. */
export interface CharmDeployment extends Size {
  readonly charm: AnyCharm
}

/** Any function as a charm. */
export interface ProgramDeployment extends Size {
  readonly program: Program
  /** By endpoint, the fields whose values the trace may show; of any other key it shows only how long the value is. */
  readonly fields?: Readonly<Record<string, DisclosedSide>>
}

/** What the model needs of it. */
export function readDeployment(options: DeployOptions): Deployment {
  const { units, config = {} } = options
  if ('charm' in options) {
    const { charm, metadata } = options
    const fields = Object.entries(charm.endpoints).map(([name, side]) => [name, writtenSide(side)] as const)
    const program: Program = (tools) => runHook(charm, tools)
    return { program, metadata: charmMetadata(charm, metadata), disclosure: new Map(fields), units, config }
  }
  const { program, metadata = {}, fields = {} } = options
  return { program, metadata, disclosure: new Map(Object.entries(fields)), units, config }
}

function writtenSide({ definition, role }: AnyCharm['endpoints'][string]): DisclosedSide {
  return definition[role] ?? {}
}
