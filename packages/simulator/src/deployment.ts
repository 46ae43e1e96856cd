import type { Deployment } from './application.ts'
import type { ConfigChange } from './config.ts'
import type { DisclosedSide } from './disclosure.ts'
import type { CharmMetadata } from './metadata.ts'
import type { Program } from './state.ts'

/** What to deploy. */
export type DeployOptions = ProgramDeployment

/** Any function as a charm. */
export interface ProgramDeployment {
  readonly program: Program
  readonly metadata?: CharmMetadata
  readonly units?: number
  readonly config?: ConfigChange
  /** By endpoint, the fields whose values the trace may show; without it, it shows only how long they are. */
  readonly fields?: Readonly<Record<string, DisclosedSide>>
}

export function readDeployment({ program, metadata = {}, fields = {}, units, config = {} }: DeployOptions): Deployment {
  return { program, metadata, disclosure: new Map(Object.entries(fields)), units, config }
}
