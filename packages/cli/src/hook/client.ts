import type { AnyCharm } from '@interlayer/runtime'
import { statusOf, tellError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'
import { askSocket } from './socket.ts'
import { hookCommands } from './commands.ts'
import type { HookCommand } from './hook-command.ts'

/** Where the charm comes from, for those commands that need it. */
export type LoadCharm = () => Promise<AnyCharm>

/** The command for handlers that arguments are for; none when they ask for help. */
export function hookCommandOf(args: readonly string[]): HookCommand | undefined {
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (options.includes('--help') || options.includes('-h')) return undefined
  return hookCommands.find(({ name }) => name === args[0])
}

/** Runs one command for handlers and gives its exit status. A hook starts many of these, so all else is loaded when it is needed. */
export async function runHookCommand(
  command: HookCommand,
  args: readonly string[],
  { loadCharm, ...surroundings }: Surroundings & { readonly loadCharm?: LoadCharm | undefined },
): Promise<number> {
  let status = 0
  const charm = loadCharm ?? ((): Promise<AnyCharm> => charmOf(surroundings))
  const end = (found: number): void => {
    status = found
  }
  try {
    const ask = (request: object): Promise<unknown> => askHook(request, { surroundings, charm })
    await command.run(args.slice(1), { ...surroundings, end, ask, charm })
    return status
  } catch (error) {
    surroundings.err(`${tellError(error)}\n`)
    return statusOf(error)
  }
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
