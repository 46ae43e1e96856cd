import type { AnyCharm } from '@interlayer/runtime'
import type { Call } from '../command.ts'

/** A command for handlers: what it is called with, and what it asks of the hook. */
export interface HookCommand<C extends AskingCall = HookCall> {
  readonly name: string
  /** What stands after the name. */
  readonly usage: string
  readonly summary: string
  /** What the help says after that, examples first. */
  readonly help: string
  run(args: readonly string[], call: C): Promise<void>
}

/** One that does nothing but ask the hook. */
export type AskingCommand = HookCommand<AskingCall>

/** What a command has that asks a hook, beside its arguments. */
export interface AskingCall extends Call {
  /** Asks the hook; outside of one, in a transaction of its own. */
  readonly ask: (request: object) => Promise<unknown>
}

/** What any command for handlers has. */
export interface HookCall extends AskingCall {
  /** The charm that the command belongs to. */
  readonly charm: () => Promise<AnyCharm>
  /** Runs it in the hook or action of this process. */
  readonly dispatch: () => Promise<void>
}
