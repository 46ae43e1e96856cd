import type { AnyCharm } from '@interlayer/runtime'
import type { Surroundings } from '../surroundings.ts'
import { hookCommands } from './commands.ts'
import { commandFor, runCommand } from './run-command.ts'
import { askSocket } from './socket.ts'

/** Where the charm comes from, for those commands that need it. */
export type LoadCharm = () => Promise<AnyCharm>

/** Runs any command for handlers, in a hook or outside of one, and gives its exit status; undefined where there is none of that name. */
export function runHookCommand(
  args: readonly string[],
  surroundings: Surroundings,
  load?: LoadCharm,
): Promise<number> | undefined {
  const command = commandFor(args, hookCommands)
  if (command === undefined) return undefined
  const charm = load ?? ((): Promise<AnyCharm> => charmOf(surroundings))
  const ask = (request: object): Promise<unknown> => askHook(request, { surroundings, charm })
  return runCommand(command, args, (end) => ({ ...surroundings, end, ask, charm }))
}

interface Asking {
  readonly surroundings: Surroundings
  readonly charm: LoadCharm
}

async function askHook(request: object, { surroundings: { env }, charm }: Asking): Promise<unknown> {
  const socket = env['INTERLAYER_SOCKET']
  if (socket !== undefined && socket !== '') return askSocket(socket, request)
  const { askInTransaction } = await import('./transaction.ts')
  return askInTransaction(request, { env, charm })
}

async function charmOf({ env, directory }: Surroundings): Promise<AnyCharm> {
  const { readCharmDirectory } = await import('../charm/charm-directory.ts')
  return readCharmDirectory(env['JUJU_CHARM_DIR'] ?? env['CHARM_DIR'] ?? directory)
}
