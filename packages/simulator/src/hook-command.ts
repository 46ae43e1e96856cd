import type { HookTools } from '@interlayer/runtime/adapter'

/** A hook tool as it is started. */
export interface HookCommand {
  /** As Juju calls it: `relation-set`. */
  readonly command: string
  readonly args: readonly string[]
  /** Where paths among the arguments start; the current directory when absent. */
  readonly directory?: string | undefined
  readonly stdin?: string | undefined
}

/** What a hook tool printed, and its exit code: 0, 1 when it failed, 2 when it did not understand its arguments. */
export interface HookCommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Juju's hook tools for a function as a charm: what the runtime needs of them, and each of them as a command. */
export interface UnitTools extends HookTools {
  /** Runs a hook tool; undefined when Juju has none of that name. */
  run(command: HookCommand): HookCommandResult | undefined
}
