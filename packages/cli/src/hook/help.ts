import { Command, CommanderError } from 'commander'
import { CliError, statusOf } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'
import { addHookCommands } from './add-commands.ts'

/** Shows the help of the commands for handlers, or of one; gives the exit status. */
export async function showHelp(args: readonly string[], { out, err }: Surroundings): Promise<number> {
  const program = new Command('interlayer')
    .description('What a handler may ask of its hook.')
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride()
  addHookCommands(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : statusOf(new CliError('USAGE', error.message))
  }
}
