import type { Command } from 'commander'
import { hookCommands } from './commands.ts'

/** What the help shows of the commands for handlers; they run before commander reads anything. */
export function addHookCommands(program: Command): void {
  for (const { name, usage, summary, help } of hookCommands) {
    const command = program.command(name).helpGroup('Commands for handlers:').usage(usage)
    command.summary(summary).description(`${summary}.`).addHelpText('after', help)
  }
}
