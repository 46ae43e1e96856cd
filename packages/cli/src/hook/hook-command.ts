import type { AnyCharm } from '@interlayer/runtime'
import type { Call } from '../command.ts'

/** A command for handlers: what it is called with, and what it asks of the hook. */
export interface HookCommand {
  readonly name: string
  /** What stands after the name. */
  readonly usage: string
  readonly summary: string
  /** What the help says after that, examples first. */
  readonly help: string
  run(args: readonly string[], call: HookCall): Promise<void>
}

/** What a command for handlers has beside its arguments. */
export interface HookCall extends Call {
  /** Asks the hook; outside of one, in a transaction of its own. */
  readonly ask: (request: object) => Promise<unknown>
  /** The charm that the command belongs to. */
  readonly charm: () => Promise<AnyCharm>
}
