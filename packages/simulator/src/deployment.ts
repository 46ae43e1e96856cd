import type { AnyCharm } from '@interlayer/runtime'
import { runHook } from '@interlayer/runtime/adapter'
import type { Deployment } from './application.ts'
import { readCharmFiles } from './charm-files.ts'
import { charmMetadata } from './charm-metadata.ts'
import type { ConfigChange } from './config.ts'
import type { DisclosedFields, DisclosedSide } from './disclosure.ts'
import type { CharmMetadata } from './metadata.ts'
import type { Program } from './state.ts'
import { storageCounts } from './storage.ts'

/** What to deploy: a charm of this project's runtime, any function, or any charm's directory. */
export type DeployOptions = CharmDeployment | ProgramDeployment | DirectoryDeployment

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

/** Any charm as Juju has it: a directory with its metadata, and with `dispatch` or `hooks/`. Each hook is a process of its own. */
export interface DirectoryDeployment extends Size {
  readonly directory: string
  /** By endpoint, the fields whose values the trace may show; of any other key it shows only how long the value is. */
  readonly fields?: Readonly<Record<string, DisclosedSide>>
  /** Milliseconds that a hook may take before it is killed and has failed. Default: five minutes. */
  readonly timeout?: number
  /** Variables for its processes beside those that Juju sets; nothing is inherited. */
  readonly environment?: Readonly<Record<string, string>>
  /**
   * Whether its hooks are asked for what they did: flags and handlers, as a charm of `@interlayer/runtime` writes them to the
   * file that INTERLAYER_REPORT names. A hook that leaves no such file, or another, has said nothing. Default: false.
   */
  readonly report?: boolean
  /** By the name that its metadata gives to storage, how many of it each new unit gets: a directory each. */
  readonly storage?: Readonly<Record<string, number>>
  /** The files of its resources. */
  readonly resources?: Readonly<Record<string, string>>
}

const defaultTimeout = 300_000

/** What the model needs of it. */
export function readDeployment(options: DeployOptions): Deployment {
  const { units, config = {} } = options
  if ('charm' in options) {
    const { charm, metadata } = options
    const fields = Object.entries(charm.endpoints).map(([name, side]) => [name, writtenSide(side)] as const)
    const program: Program = (tools) => runHook(charm, tools)
    return { program, metadata: charmMetadata(charm, metadata), disclosure: new Map(fields), units, config }
  }
  if ('directory' in options) {
    const { directory, metadata = readCharmFiles(directory), fields = {}, timeout = defaultTimeout } = options
    const { environment = {}, report = false, resources = {}, storage = {} } = options
    const program = { directory, timeout, environment, report, resources, storage: storageCounts(storage) }
    return { program, metadata, disclosure: new Map(Object.entries(fields)), units, config }
  }
  const { program, metadata = {}, fields = {} } = options
  return { program, metadata, disclosure: new Map(Object.entries(fields)), units, config }
}

/** The fields of all wires that it speaks; what one of them hides is hidden. */
function writtenSide({ definition, generations = [], role }: AnyCharm['endpoints'][string]): DisclosedSide {
  const sides = [...generations.map((older) => older.definition), definition].map((one) => one[role] ?? {})
  return { unit: together(sides.map(({ unit }) => unit)), app: together(sides.map(({ app }) => app)) }
}

function together(wires: readonly (DisclosedFields | undefined)[]): DisclosedFields {
  const entries = wires.flatMap((fields) => Object.entries(fields ?? {}))
  const hidden = entries.filter(([, { options }]) => options.sensitive === true)
  return Object.fromEntries([...entries, ...hidden])
}
