import type { Surroundings } from '../surroundings.ts'
import { askingCommands } from './asking-commands.ts'
import { commandFor, runCommand } from './run-command.ts'
import { askSocket } from './socket.ts'

/** Runs a command that asks the hook which started this program, and gives its exit status; undefined where it is for more than that. */
export function runInHook(args: readonly string[], surroundings: Surroundings): Promise<number> | undefined {
  const socket = surroundings.env['INTERLAYER_SOCKET'] ?? ''
  const command = socket === '' ? undefined : commandFor(args, askingCommands)
  if (command === undefined) return undefined
  const ask = (request: object): Promise<unknown> => askSocket(socket, request)
  return runCommand(command, args, (end) => ({ ...surroundings, end, ask }))
}
