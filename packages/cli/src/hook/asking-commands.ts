import { callCommand } from './call.ts'
import type { AskingCommand } from './hook-command.ts'
import { readingCommands } from './reading.ts'
import { secretCommand } from './secret.ts'
import { tellingCommands } from './telling.ts'
import { testCommands } from './tests.ts'

/** The commands that need nothing but the hook. A hook starts many of them, so what they import has to be little. */
export const askingCommands: readonly AskingCommand[] = [
  callCommand,
  ...tellingCommands,
  ...testCommands,
  ...readingCommands,
  secretCommand,
]
