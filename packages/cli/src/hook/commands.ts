import { callCommand } from './call.ts'
import { describeCommand } from './describe.ts'
import { dispatchCommand } from './dispatch.ts'
import type { HookCommand } from './hook-command.ts'
import { readingCommands } from './reading.ts'
import { tellingCommands } from './telling.ts'
import { testCommands } from './tests.ts'

/** The commands for handlers, in the order in which the help lists them. */
export const hookCommands: readonly HookCommand[] = [
  dispatchCommand,
  callCommand,
  ...tellingCommands,
  ...testCommands,
  ...readingCommands,
  describeCommand,
]
