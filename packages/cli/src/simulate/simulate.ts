import { accessSync, constants, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ModelError, readBundle, type Bundle, type LoadedCharm } from '@interlayer/simulator'
import type { Call } from '../command.ts'
import { CliError } from '../errors.ts'
import { readInput } from '../input/text.ts'
import { metadataOf } from './charm-module.ts'
import { withNeeds } from './charm-needs.ts'
import { loadCharm, type CharmSettings } from './charm-source.ts'
import { readExpectation } from './expectation.ts'
import { readVariable, type Seeds, type Variable } from './option-values.ts'
import { replayCommand } from './replay.ts'
import { countOf, printResult } from './report.ts'
import { runOnce, type RunPlan, type RunResult } from './run.ts'
import { readScript } from './script.ts'
import { StagingArea } from './staging-area.ts'
import { readStep, type Step } from './step.ts'
import { withoutExcerpt } from './yaml-text.ts'

/** What the command line says. */
export interface SimulateOptions {
  readonly seed?: number
  readonly seeds?: Seeds
  readonly units: ReadonlyMap<string, number>
  readonly script?: string
  readonly do: readonly string[]
  readonly kill: number
  readonly fail: number
  readonly retries: number
  readonly expect: readonly string[]
  /** Seconds. */
  readonly timeout: number
  readonly hookTimeout: number
  readonly environment: readonly string[]
  readonly processes?: boolean
  readonly hookTools?: string
  readonly trace?: string
  readonly json?: boolean
}

/** Most units that the applications of a model may begin with, together. */
const mostUnits = 10_000

/** Runs the bundle once for each seed until one does not hold, and shows how the last one ended. */
export async function simulate(call: Call, file: string, options: SimulateOptions): Promise<void> {
  const { first, last } = seedsOf(options)
  const variables = options.environment.map(readVariable)
  const area = new StagingArea()
  try {
    const plan = await planOf(call, file, { options, variables, area })
    const result = await runAll(call, plan, { first, last })
    if (options.trace !== undefined) writeTrace(resolve(call.directory, options.trace), result)
    const environment = variables.map(({ name }) => name)
    const replay = replayCommand({
      ...{
        bundle: file,
        seed: result.seed,
        units: options.units,
        script: options.script,
        steps: options.do,
        environment,
      },
      ...{
        kill: options.kill,
        fail: options.fail,
        retries: options.retries,
        expectations: options.expect,
        processes: options.processes ?? false,
      },
    })
    printResult(call, result, { json: options.json ?? false, runs: result.seed - first + 1, replay })
    if (!result.held) call.end(1)
  } finally {
    area.remove()
  }
}

function seedsOf({ seed, seeds }: SimulateOptions): Seeds {
  if (seed !== undefined && seeds !== undefined)
    throw new CliError('USAGE', '--seed and --seeds are both given: give one of them.')
  return seeds ?? { first: seed ?? 0, last: seed ?? 0 }
}

async function runAll({ err, seen }: Call, plan: RunPlan, { first, last }: Seeds): Promise<RunResult> {
  for (let seed = first; ; seed += 1) {
    const result = await runOnce(plan, seed)
    if (seen.err && first < last) err(`seed ${seed}: ${result.held ? 'held' : 'not held'}, ${countOf(result.hooks)}\n`)
    if (!result.held || seed >= last) return result
  }
}

interface Asked {
  readonly options: SimulateOptions
  readonly variables: readonly Variable[]
  readonly area: StagingArea
}

async function planOf(call: Call, file: string, { options, variables, area }: Asked): Promise<RunPlan> {
  const expectations = options.expect.map(readExpectation)
  const steps = await stepsOf(call, options)
  const bundle = withUnits(readBundleText((await readInput(call, file)).text), options.units)
  const settings = {
    directory: dirname(resolve(call.directory, file)),
    area,
    processes: options.processes ?? false,
    timeout: options.hookTimeout * 1000,
    environment: Object.fromEntries(variables.map((variable) => [variable.name, valueOf(call, variable)])),
  }
  return {
    ...{ bundle, steps, expectations, charms: await charmsOf(bundle, settings) },
    faults: faultsOf(options),
    retries: options.retries,
    timeout: options.timeout * 1000,
    toolBinary: toolsOf(call, options),
    traced: options.trace !== undefined,
  }
}

function faultsOf({ kill, fail }: SimulateOptions): RunPlan['faults'] {
  if (kill + fail <= 1) return { kill, fail }
  throw new CliError('USAGE', `--kill and --fail are ${kill} and ${fail}, more than all hooks: give less.`)
}

async function stepsOf(call: Call, { script, do: written }: SimulateOptions): Promise<readonly Step[]> {
  const scripted = script === undefined ? [] : readScript((await readInput(call, script)).text, script)
  return [...scripted, ...written.map((step, index) => readStep(step, `--do ${index + 1}`))]
}

function readBundleText(text: string): Bundle {
  try {
    return readBundle(text)
  } catch (cause) {
    if (!(cause instanceof ModelError)) throw cause
    throw new CliError('INPUT_INVALID', withoutExcerpt(cause.message), { cause })
  }
}

/** The bundle with other numbers of units, as long as they are not too many. */
function withUnits(bundle: Bundle, wanted: ReadonlyMap<string, number>): Bundle {
  const names = bundle.applications.map(({ name }) => name)
  const unknown = [...wanted.keys()].find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new CliError('USAGE', `--units ${unknown}: the bundle has no such application, but ${names.join(', ')}.`)
  const applications = bundle.applications.map((one) => ({ ...one, units: wanted.get(one.name) ?? one.units }))
  const all = applications.reduce((sum, { units }) => sum + units, 0)
  if (all <= mostUnits) return { ...bundle, applications }
  throw new CliError(
    'INPUT_INVALID',
    `The bundle asks for ${all} units, of at most ${mostUnits}: lower num_units, or give --units.`,
  )
}

async function charmsOf({ applications }: Bundle, settings: CharmSettings): Promise<ReadonlyMap<string, LoadedCharm>> {
  const loaded = new Map<string, LoadedCharm>()
  const charms = new Map<string, LoadedCharm>()
  for (const application of applications) {
    const { name, charm } = application
    const found = loaded.get(charm) ?? (await loadCharm(charm, `bundle.yaml, applications.${name}.charm`, settings))
    loaded.set(charm, found)
    charms.set(name, withNeeds(found, application, { metadata: metadataOf(found), directory: settings.directory }))
  }
  return charms
}

function valueOf({ env }: Call, { name, value }: Variable): string {
  const found = value ?? env[name]
  if (found !== undefined) return found
  throw new CliError('USAGE', `--environment ${name}: there is no such variable. Set it, or give ${name}=value.`)
}

function toolsOf({ directory }: Call, { hookTools }: SimulateOptions): string | undefined {
  if (hookTools === undefined) return undefined
  const file = resolve(directory, hookTools)
  if (isExecutable(file)) return file
  throw new CliError('FILE_UNREADABLE', `--hook-tools: ${file} is nothing that can be run: name an executable.`)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function writeTrace(file: string, { trace }: RunResult): void {
  try {
    writeFileSync(file, trace.map((line) => `${line}\n`).join(''))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('OUTPUT_UNWRITABLE', `--trace: ${file} cannot be written: ${reason}`, { cause })
  }
}
