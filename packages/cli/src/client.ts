import { runInHook } from './hook/client.ts'
import { processSurroundings } from './surroundings.ts'

/**
 * The `interlayer` command as far as it only asks the hook that started it; for all else it calls what is given. It is a file of
 * its own, also in a packed charm: a hook starts many commands.
 */
export async function main(other: () => unknown): Promise<void> {
  const status = runInHook(process.argv.slice(2), processSurroundings())
  if (status === undefined) await other()
  else process.exitCode = await status
}
