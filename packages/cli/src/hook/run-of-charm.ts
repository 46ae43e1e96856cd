import type { Surroundings } from '../surroundings.ts'
import type { PackedCharm } from './packed.ts'
import { runHookCommand } from './run-hook-command.ts'

/** Runs any command of a packed charm, and gives its exit status. */
export async function runOfCharm(
  args: readonly string[],
  surroundings: Surroundings,
  { load, run, ask }: PackedCharm,
): Promise<number> {
  const source = { charm: load, dispatch: run, ask: (request: object) => ask(request, surroundings.env) }
  const status = runHookCommand(args, surroundings, source)
  return status ?? (await import('./help.ts')).showHelp(args, surroundings)
}
