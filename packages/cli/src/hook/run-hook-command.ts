import type { Surroundings } from '../surroundings.ts'
import { hookCommands } from './commands.ts'
import type { HookCall } from './hook-command.ts'
import { commandFor, runCommand } from './run-command.ts'
import { askSocket } from './socket.ts'

/** What a charm gives to commands, of which `ask` is for where no handler runs. */
export type CharmSource = Pick<HookCall, 'charm' | 'dispatch' | 'ask'>

/** Runs any command for handlers, in a hook or outside of one, and gives its exit status; undefined where there is none of that name. */
export function runHookCommand(
  args: readonly string[],
  surroundings: Surroundings,
  source: CharmSource,
): Promise<number> | undefined {
  const command = commandFor(args, hookCommands)
  if (command === undefined) return undefined
  const socket = surroundings.env['INTERLAYER_SOCKET'] ?? ''
  const ask = socket === '' ? source.ask : (request: object): Promise<unknown> => askSocket(socket, request)
  return runCommand(command, args, (end) => ({ ...surroundings, ...source, end, ask }))
}
