import type { HookReport, HookTools } from '@interlayer/runtime/adapter'
import type { Program, UnitTools } from '../../src/index.ts'

/** A program that does only this, and reports the flags that it gives, if any. */
export function program(act: (tools: UnitTools) => Promise<unknown>): Program {
  return async (tools): Promise<HookReport> => {
    const flags = await act(tools)
    return { ran: [], flags: Array.isArray(flags) ? flags.filter((flag) => typeof flag === 'string') : [], steps: [] }
  }
}

/** A charm with nothing to do. */
export const idle: Program = program(async () => {})

/** Writes the same keys in every relation of the endpoint, in every hook. */
export function unitWriter(endpoint: string, values: Readonly<Record<string, string>>): Program {
  return program(async (tools) => writeAll(tools, endpoint, { bag: 'unit', values }))
}

/** The same for the application's databag, while it leads. */
export function applicationWriter(endpoint: string, values: Readonly<Record<string, string>>): Program {
  return program(async (tools) => {
    if (await tools.isLeader()) await writeAll(tools, endpoint, { bag: 'app', values })
  })
}

interface Wanted {
  readonly bag: 'unit' | 'app'
  readonly values: Readonly<Record<string, string>>
}

/** Writes the keys in every relation of the endpoint. */
export async function writeAll(tools: HookTools, endpoint: string, { bag, values }: Wanted): Promise<void> {
  for (const id of await tools.relationIds(endpoint)) await tools.relationSet(id, bag, new Map(Object.entries(values)))
}

/** A program that a test replaces between hooks. */
export interface Puppet {
  readonly program: Program
  /** What it does from now on. */
  does(act: (tools: UnitTools) => Promise<unknown>): void
}

/** Does nothing until it is told to. */
export function puppet(): Puppet {
  let current = idle
  return { program: (tools) => current(tools), does: (act) => (current = program(act)) }
}
