import { Command, CommanderError, Help, type Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import type { Call } from './command.ts'
import { commands } from './commands.ts'
import { CliError, statusOf, tellError } from './errors.ts'
import { directorySource } from './hook/directory-source.ts'
import { runHookCommand } from './hook/run-hook-command.ts'
import type { Surroundings } from './surroundings.ts'

export { processSurroundings } from './surroundings.ts'

/** Runs one command and gives its exit status: 0 for done or yes, 1 for no, 64 and above for what went wrong. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const forHandlers = runHookCommand(args, surroundings, directorySource(surroundings))
  if (forHandlers !== undefined) return forHandlers
  let status = 0
  const call: Call = {
    ...surroundings,
    end: (found) => {
      status = found
    },
  }
  try {
    await program(call).parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    return fail(error, call)
  }
}

function program(call: Call): Command {
  const top = new Command('interlayer')
    .description('Juju interface layers for charms in any language, and tools for their authors.')
    .version(manifest.version)
    .configureHelp({ optionDescription })
    .configureOutput({ writeOut: call.out, writeErr: call.err })
    .enablePositionalOptions()
    .exitOverride()
  for (const add of commands) add(top, call)
  return top
}

/** An empty list is what an option has that was not given: nothing to tell. */
function optionDescription(option: Option): string {
  return new Help().optionDescription(option).replace(' (default: [])', '')
}

function fail(error: unknown, { err }: Call): number {
  // Commander has printed its help, or what is wrong, by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : statusOf(new CliError('USAGE', error.message))
  err(`${tellError(error)}\n`)
  return statusOf(error)
}
