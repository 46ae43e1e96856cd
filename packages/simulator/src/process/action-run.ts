import type { Output } from '../tools/output.ts'

/** An action while it runs. */
export interface ActionRun {
  readonly id: string
  readonly params: ReadonlyMap<string, Output>
  /** By path: `outcome.count`. */
  readonly results: Map<string, string>
  /** What `action-fail` said. */
  failure: string | undefined
}

/** How an action ended. */
export interface ActionResult {
  readonly status: 'completed' | 'failed'
  /** Why it failed; empty otherwise. */
  readonly message: string
  /** What the action set, by path, and how its process ended: `return-code`, `stdout`, `stderr`. */
  readonly results: Readonly<Record<string, string | number>>
}

/** How a command ended. */
export interface ExecResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}
