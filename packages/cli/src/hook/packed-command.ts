import { processSurroundings } from '../surroundings.ts'
import { runInHook } from './client.ts'
import type { PackedCharm } from './packed.ts'

/** Runs the command for which this process was started. The charm is loaded only for what needs more than the hook. */
export async function main(charm: () => PackedCharm | Promise<PackedCharm>): Promise<void> {
  const args = process.argv.slice(2)
  const surroundings = processSurroundings()
  const status = runInHook(args, surroundings)
  if (status !== undefined) process.exitCode = await status
  else {
    const { runOfCharm } = await import('./run-of-charm.ts')
    process.exitCode = await runOfCharm(args, surroundings, await charm())
  }
}
