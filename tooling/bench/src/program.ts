import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonEnvironment } from '@interlayer/python'
import { startAgent } from './agent.ts'
import { contenders, type Contender, type Pythons } from './contenders.ts'
import { goalsOf } from './goals.ts'
import { describeMachine } from './machine.ts'
import { measure } from './measurements.ts'
import { readOptions, usage, type Options } from './options.ts'
import { withResults } from './results-file.ts'
import { markdown, type Results } from './table.ts'
import { prepareTrial } from './trial.ts'

const document = join(import.meta.dirname, '../RESULTS.md')

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(usage)
  else await report(await bench(options), options)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function bench({ only, rounds, units, latencies }: Options): Promise<Results> {
  progress('Python environments')
  const pythons = { ops: await pythonEnvironment('ops'), reactive: await pythonEnvironment('charms-reactive') }
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-bench-'))
  progress('the agent in Go')
  const agent = await startAgent(folder)
  try {
    const trials = []
    for (const contender of chosen(pythons, only)) trials.push(await prepareTrial(agent, contender, folder))
    const loads = latencies.flatMap((latency) => units.map((count) => ({ units: count, latency })))
    const measurements = await measure(trials, { loads, rounds }, progress)
    return { machine: await describeMachine(agent.version, pythons.ops), goals: goalsOf(measurements), measurements }
  } finally {
    agent.close()
    await rm(folder, { recursive: true })
    progress('')
  }
}

function chosen(pythons: Pythons, only: readonly string[]): readonly Contender[] {
  const all = contenders(pythons)
  const unknown = only.find((name) => !all.some((contender) => contender.name === name))
  if (unknown !== undefined)
    throw new Error(`--only names "${unknown}": there are ${all.map(({ name }) => name).join(', ')}.`)
  return only.length === 0 ? all : all.filter(({ name }) => only.includes(name))
}

async function report(results: Results, { json, write }: Options): Promise<void> {
  process.stdout.write(json ? `${JSON.stringify(results, undefined, 2)}\n` : `${markdown(results)}\n`)
  if (write) await writeFile(document, withResults(await readFile(document, 'utf8'), markdown(results)))
}

/** One line that is written over, for who looks on. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
