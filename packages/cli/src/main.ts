#!/usr/bin/env node
import { runInHook } from './hook/client.ts'
import { processSurroundings, type Surroundings } from './surroundings.ts'

void main(process.argv.slice(2), processSurroundings())

async function main(args: readonly string[], surroundings: Surroundings): Promise<void> {
  // A hook starts many commands, for which nothing else may be loaded.
  process.exitCode = await (runInHook(args, surroundings) ?? (await import('./run.ts')).run(args, surroundings))
}
