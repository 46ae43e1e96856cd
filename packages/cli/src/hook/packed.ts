import type { AnyCharm } from '@interlayer/runtime'
import { statusOf, tellError } from '../errors.ts'
import { writeStandardError } from '../standard-output.ts'
import type { Surroundings } from '../surroundings.ts'
import { runDispatch } from './run-dispatch.ts'

/** What the bundle of a charm is to the files beside it. */
export interface PackedCharm {
  /** The charm: `interlayer pack` looks at it before it is written. */
  readonly load: () => Promise<AnyCharm>
  /** Runs the hook for which Juju started this process. */
  readonly run: () => Promise<void>
  /** The handlers that ran in it, once it has ended. */
  readonly ran: readonly string[]
  /** Carries out what a command asks where no handler runs. */
  readonly ask: (request: object, env: Surroundings['env']) => Promise<unknown>
}

/** The bundle of a charm, by what loads that. */
export function packedCharm(load: () => Promise<AnyCharm>): PackedCharm {
  const ran: string[] = []
  return {
    load,
    ran,
    run: async () => {
      try {
        await runDispatch(await load(), process.env['JUJU_CHARM_DIR'] ?? process.cwd(), (report) => {
          ran.push(...report.ran)
        })
      } catch (error) {
        writeStandardError(`${tellError(error)}\n`)
        process.exitCode = statusOf(error)
      }
    },
    // No hook needs it.
    ask: async (request, env) => (await import('./transaction.ts')).askInTransaction(request, { env, charm: load }),
  }
}
