import type { ToolResult } from './jujuc.ts'

/** Longest time in milliseconds that a hook tool may take; over the socket, counted from the answer before its own. */
export const toolTimeout = 300_000

/** Runs Juju's hook tools, over the agent's socket or as processes; which, makes no difference to what they answer. */
export interface ToolCaller {
  /** Resolves also when the tool fails; rejects when no answer is to be had. */
  call(command: string, args: readonly string[], stdin?: string): Promise<ToolResult>
  /** Gives up what is open. Calls that wait for an answer reject, and so do later ones. */
  close(): void
}
