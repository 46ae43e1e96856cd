import { Model, ModelError, type Bundle, type Faults, type LoadedCharm } from '@interlayer/simulator'
import { CliError } from '../errors.ts'
import { expectsErrors, unmet, type Expectation } from './expectation.ts'
import { Observer, steady } from './observer.ts'
import { statusOf, type StatusDocument } from './status.ts'
import type { Step } from './step.ts'
import { take, type Settle } from './story.ts'

/** What is run, whatever the seed. */
export interface RunPlan {
  readonly bundle: Bundle
  /** By application. */
  readonly charms: ReadonlyMap<string, LoadedCharm>
  readonly steps: readonly Step[]
  readonly expectations: readonly Expectation[]
  readonly faults: Faults
  /** Times that a hook that failed is run again. */
  readonly retries: number
  /** Milliseconds for the whole run. */
  readonly timeout: number
  readonly toolBinary: string | undefined
  /** Whether the trace is wanted. */
  readonly traced: boolean
}

/** How a run ended. */
export interface RunResult {
  readonly seed: number
  readonly held: boolean
  /** Attempts of hooks, and how many of them a fault hit. */
  readonly hooks: number
  readonly interrupted: number
  /** What did not hold, in sentences. */
  readonly problems: readonly string[]
  /** What the hook that failed last wrote to the log. */
  readonly log: readonly string[]
  readonly status: StatusDocument
  /** A line each. */
  readonly trace: readonly string[]
}

/** Runs the whole story with one seed. Rejects where the bundle or a step asks for what cannot be. */
export async function runOnce(plan: RunPlan, seed: number): Promise<RunResult> {
  const stop = new AbortController()
  const observer = new Observer({ traced: plan.traced, deadline: performance.now() + plan.timeout, stop })
  const { faults, retries, toolBinary } = plan
  const model = new Model({
    seed,
    faults,
    bounds: { retries },
    trace: false,
    onEvent: observer.see,
    ...(toolBinary !== undefined && { toolBinary }),
  })
  const timer = setTimeout(() => stop.abort(), plan.timeout)
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => {
      // What hangs in a process is killed by this; what hangs in this one is not waited for.
      model.close()
      reject(new ModelError('SETTLE_STOPPED', notAtRest(model, plan)))
    })
  })
  try {
    deploy(model, plan)
    const told = tell(model, plan, stop.signal)
    const problems = await Promise.race([told, stopped]).catch(problemsOf)
    const status = statusOf(model, charmNames(plan))
    const shown = problems.map((problem) => steady(model.shown(problem)))
    return { seed, held: problems.length === 0, ...observer.seen(), problems: shown, status }
  } finally {
    clearTimeout(timer)
    model.close()
  }
}

/** How many units a message names. */
const named = 5

function notAtRest(model: Model, { timeout }: RunPlan): string {
  const busy = model.units.map(({ name }) => name).filter((name) => model.status(name).agent !== 'idle')
  const more = busy.length > named ? ` and ${busy.length - named} more` : ''
  return `The model is not at rest after ${timeout / 1000} s: ${busy.slice(0, named).join(', ')}${more} had hooks to run. Give it a longer --timeout, or see its --trace.`
}

function charmNames({ bundle }: RunPlan): ReadonlyMap<string, string> {
  return new Map(bundle.applications.map(({ name, charm }) => [name, charm]))
}

function deploy(model: Model, { bundle, charms }: RunPlan): void {
  for (const { name, units, options } of bundle.applications) {
    const charm = charms.get(name)
    if (charm !== undefined)
      asInput(`applications.${name}`, () => model.deploy(name, { ...charm, units, config: options }))
  }
  for (const [one, other] of bundle.relations) asInput('relations', () => model.relate(one, other))
}

async function tell(model: Model, { steps, expectations }: RunPlan, signal: AbortSignal): Promise<readonly string[]> {
  const settle: Settle = async (expected) => {
    await model.settle({ signal }).catch((error: unknown) => {
      if (!isHookFailure(error) || !expectsErrors(model, expected)) throw error
    })
  }
  const [first] = steps
  await settle(first === undefined ? expectations : first.verb === 'expect' ? [first.expectation] : [])
  for (const [index, step] of steps.entries()) {
    const problem = await take(model, step, settle).catch((error: unknown) => {
      throw isOutcome(error) ? error : wrongInput(`step ${index + 1}, ${step.verb}`, error)
    })
    if (problem !== undefined) return [problem]
  }
  await settle(expectations)
  return expectations.flatMap((expectation) => unmet(model, expectation) ?? [])
}

/** What says of a run that it did not hold; the rest was asked for wrongly. */
const outcomes: readonly string[] = ['HOOK_FAILED', 'EXCHANGE_UNBOUNDED', 'SETTLE_STOPPED', 'SETTLE_UNBOUNDED']

function isHookFailure(error: unknown): boolean {
  return error instanceof ModelError && error.code === 'HOOK_FAILED'
}

function isOutcome(error: unknown): error is ModelError {
  return error instanceof ModelError && outcomes.includes(error.code)
}

function problemsOf(error: unknown): readonly string[] {
  if (isOutcome(error)) return [error.message]
  throw error
}

/** What is refused of the bundle is wrong in it, or in the code of a charm. */
function asInput(place: string, act: () => unknown): void {
  try {
    act()
  } catch (cause) {
    throw wrongInput(`bundle.yaml, ${place}`, cause)
  }
}

function wrongInput(place: string, cause: unknown): CliError {
  return new CliError('INPUT_INVALID', `${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
}
