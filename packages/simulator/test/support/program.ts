import type { HookReport, HookTools } from '@interlayer/runtime/adapter'
import type { Program } from '../../src/index.ts'

const quiet: HookReport = { ran: [], flags: [], steps: [] }

/** A program that does only this, and reports nothing. */
export function program(act: (tools: HookTools) => unknown): Program {
  return async (tools) => {
    await act(tools)
    return quiet
  }
}

/** A charm with nothing to do. */
export const idle: Program = program(() => undefined)

/** Writes the same keys into its databag in every relation of the endpoint, in every hook. */
export function writes(
  endpoint: string,
  values: Readonly<Record<string, string>>,
  bag: 'unit' | 'app' = 'unit',
): Program {
  return program(async (tools) => {
    if (bag === 'app' && !(await tools.isLeader())) return
    for (const id of await tools.relationIds(endpoint))
      await tools.relationSet(id, bag, new Map(Object.entries(values)))
  })
}
