import type { HookReport } from '@interlayer/runtime/adapter'
import { advance, prepare } from './advance.ts'
import { flush, nothingWritten, publish, type Flushed } from './flush.ts'
import { recordFlags, recordHook } from './hook-record.ts'
import { HookSession } from './hook-session.ts'
import { HookTurn } from './hook-turn.ts'
import { Interruption, isInterruption, runInterruptibly } from './interruption.ts'
import { wake } from './membership.ts'
import { silentReport } from './process/hook-report.ts'
import { runUnitProcess } from './process/unit-process.ts'
import type { Hook, Unit, World } from './state.ts'

/** One attempt of one hook. */
export interface HookRun {
  /** Counted over the whole model. */
  readonly number: number
  readonly unit: string
  readonly hook: string
  readonly outcome: HookOutcome
}

export type HookOutcome =
  { readonly state: 'ok'; readonly report: HookReport } | { readonly state: 'failed'; readonly error: unknown }

/** The same with what was committed. */
export interface CommittedRun extends HookRun {
  readonly flushed: Flushed
}

/** Runs the hook; a failure leaves no trace of it but status, log, and a unit in error. */
export async function runHook(world: World, unit: Unit, hook: Hook): Promise<CommittedRun> {
  const number = ++world.hooksRun
  prepare(unit, hook)
  const { outcome, flushed } = await attempt(newTurn(world, unit, { hook, number }), unit)
  if (outcome.state === 'ok') {
    recordHook(world, unit, { hook, number })
    publish(world, unit, { flushed, number })
    const flags = outcome.report.flags ?? unit.flags
    recordFlags(world, unit, { number, flags })
    succeed(world, unit, { hook, flags })
  } else {
    recordHook(world, unit, { hook, number, error: outcome.error })
    fail(world, unit, { hook, error: outcome.error })
  }
  return { number, unit: unit.name, hook: hook.name, outcome, flushed }
}

function newTurn(world: World, unit: Unit, { hook, number }: Pick<HookTurn, 'hook' | 'number'>): HookTurn {
  const fault = world.faults.next(hook)
  const interruption = fault && new Interruption(`${hook.name} of ${unit.name}`, fault)
  return new HookTurn(world, unit, { hook, number, interruption })
}

async function attempt(turn: HookTurn, unit: Unit): Promise<Pick<CommittedRun, 'outcome' | 'flushed'>> {
  const { interruption } = turn
  try {
    const report = await runProgram(turn)
    turn.end()
    if (report === undefined) return { outcome: { state: 'ok', report: silentReport }, flushed: nothingWritten }
    if (interruption !== undefined) throw interruption.error()
    return { outcome: { state: 'ok', report }, flushed: flush(turn, unit) }
  } catch (cause) {
    turn.end()
    const error: unknown = interruption?.signal.aborted ? interruption.error() : cause
    return { outcome: { state: 'failed', error }, flushed: nothingWritten }
  }
}

/** Undefined when the charm has nothing to run, and nothing is to be committed either. */
async function runProgram(turn: HookTurn): Promise<HookReport | undefined> {
  const { program } = turn.unit.application
  if (typeof program !== 'function') return runUnitProcess(turn, program)
  const tools = new HookSession(turn)
  return turn.interruption === undefined ? program(tools) : runInterruptibly(turn.interruption, tools, program)
}

function succeed(
  world: World,
  unit: Unit,
  { hook, flags }: { readonly hook: Hook; readonly flags: readonly string[] },
): void {
  unit.flags = flags
  unit.failure = undefined
  world.failed.delete(unit)
  advance(world, unit, hook)
  wake(world, unit)
}

function fail(world: World, unit: Unit, failure: { readonly hook: Hook; readonly error: unknown }): void {
  unit.failure = failure
  world.failed.add(unit)
  // What the charm did not cause need not wait until everybody else ran dry.
  if (isInterruption(failure.error)) world.awake.add(unit)
  else world.awake.delete(unit)
}
