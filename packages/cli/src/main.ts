#!/usr/bin/env node
import { processSurroundings, run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), processSurroundings())
