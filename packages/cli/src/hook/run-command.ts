import { statusOf, tellError } from '../errors.ts'
import type { AskingCall, HookCommand } from './hook-command.ts'

/** The command that arguments are for; none when they ask for help. */
export function commandFor<C extends AskingCall>(
  args: readonly string[],
  commands: readonly HookCommand<C>[],
): HookCommand<C> | undefined {
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (options.includes('--help') || options.includes('-h')) return undefined
  return commands.find(({ name }) => name === args[0])
}

/** Runs a command and gives its exit status. */
export async function runCommand<C extends AskingCall>(
  command: HookCommand<C>,
  args: readonly string[],
  callWith: (end: C['end']) => C,
): Promise<number> {
  let status = 0
  const call = callWith((found) => {
    status = found
  })
  try {
    await command.run(args.slice(1), call)
    return status
  } catch (error) {
    call.err(`${tellError(error)}\n`)
    return statusOf(error)
  }
}
