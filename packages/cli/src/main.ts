#!/usr/bin/env node
import { main } from './client.ts'
import { processSurroundings } from './surroundings.ts'

void main(async () => {
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2), processSurroundings())
})
