#!/usr/bin/env node
import { hookCommandOf, runHookCommand } from './hook/client.ts'
import { processSurroundings } from './surroundings.ts'

const args = process.argv.slice(2)
const surroundings = processSurroundings()
const command = hookCommandOf(args)
// A hook starts many commands, for which nothing else may be loaded.
if (command === undefined) process.exitCode = await (await import('./run.ts')).run(args, surroundings)
else process.exitCode = await runHookCommand(command, args, surroundings)
