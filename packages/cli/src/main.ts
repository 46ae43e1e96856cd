#!/usr/bin/env node
import { runInHook } from './hook/client.ts'
import { allWritten } from './standard-output.ts'
import { processSurroundings, type Surroundings } from './surroundings.ts'

void main(process.argv.slice(2), processSurroundings())

async function main(args: readonly string[], surroundings: Surroundings): Promise<void> {
  // A hook starts many commands, for which nothing else may be loaded.
  const inHook = runInHook(args, surroundings)
  if (inHook !== undefined) process.exitCode = await inHook
  else await runWhole(args, surroundings)
}

/** The process ends with the command: a charm that was loaded for it may have left open what would keep it. */
async function runWhole(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const { run } = await import('./run.ts')
  const status = await run(args, surroundings)
  await allWritten()
  process.exit(status)
}
