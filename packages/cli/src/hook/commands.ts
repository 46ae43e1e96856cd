import { askingCommands } from './asking-commands.ts'
import { describeCommand } from './describe.ts'
import { dispatchCommand } from './dispatch.ts'
import type { HookCommand } from './hook-command.ts'

/** The commands for handlers, in the order in which the help lists them. */
export const hookCommands: readonly HookCommand[] = [dispatchCommand, ...askingCommands, describeCommand]
