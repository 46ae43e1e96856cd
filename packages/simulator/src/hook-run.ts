import type { HookReport } from '@interlayer/runtime/adapter'
import { advance, prepare } from './advance.ts'
import { flush, publish, type Written } from './flush.ts'
import { recordFlags, recordHook } from './hook-record.ts'
import { HookSession } from './hook-session.ts'
import { wake } from './membership.ts'
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
  readonly written: readonly Written[]
}

/** Runs the hook; a failure leaves no trace of it but status, log, and a unit in error. */
export async function runHook(world: World, unit: Unit, hook: Hook): Promise<CommittedRun> {
  const number = ++world.hooksRun
  prepare(unit, hook)
  const { outcome, written } = await attempt(new HookSession(world, unit, { hook, number }), unit, hook)
  if (outcome.state === 'ok') {
    recordHook(world, unit, { hook, number })
    publish(world, written, number)
    const flags = outcome.report.flags ?? unit.flags
    recordFlags(world, unit, { number, flags })
    succeed(world, unit, { hook, flags })
  } else {
    recordHook(world, unit, { hook, number, error: outcome.error })
    fail(world, unit, { hook, error: outcome.error })
  }
  return { number, unit: unit.name, hook: hook.name, outcome, written }
}

async function attempt(
  session: HookSession,
  unit: Unit,
  hook: Hook,
): Promise<Pick<CommittedRun, 'outcome' | 'written'>> {
  try {
    const report = await unit.application.program(session)
    session.end()
    return { outcome: { state: 'ok', report }, written: flush(unit, hook, session.draft) }
  } catch (error) {
    session.end()
    return { outcome: { state: 'failed', error }, written: [] }
  }
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
  world.awake.delete(unit)
  world.failed.add(unit)
}
