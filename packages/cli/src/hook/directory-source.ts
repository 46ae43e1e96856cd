import type { AnyCharm } from '@interlayer/runtime'
import type { Surroundings } from '../surroundings.ts'
import type { CharmSource } from './run-hook-command.ts'

/** The charm of a directory: Juju's, or that in which a command runs. */
export function directorySource({ env, directory }: Surroundings): CharmSource {
  const folder = env['JUJU_CHARM_DIR'] ?? env['CHARM_DIR'] ?? directory
  const charm = async (): Promise<AnyCharm> => (await import('../charm/charm-in.ts')).charmIn(folder)
  return {
    charm,
    dispatch: async () => (await import('./run-dispatch.ts')).runDispatch(await charm(), folder),
    ask: async (request) => (await import('./transaction.ts')).askInTransaction(request, { env, charm }),
  }
}
