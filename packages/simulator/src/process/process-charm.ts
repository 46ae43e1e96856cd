/** A charm that is a directory: each hook is a process of its own. */
export interface ProcessCharm {
  /** Where it lies; each unit has a copy of its own. */
  readonly directory: string
  /** Milliseconds that a hook may take. */
  readonly timeout: number
  /** Variables beside those that Juju sets. */
  readonly environment: Readonly<Record<string, string>>
  /** Names of its storage, and how many of each a new unit gets. */
  readonly storage: Readonly<Record<string, number>>
  /** Whether its processes are asked to report what a hook did. */
  readonly report: boolean
  /** Files by name of resource. */
  readonly resources: Readonly<Record<string, string>>
}
