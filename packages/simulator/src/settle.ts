import { look } from './agent.ts'
import { ModelError } from './errors.ts'
import { ExchangeWatch } from './exchange.ts'
import { runHook, type HookRun } from './hook-run.ts'
import { isInterruption } from './interruption.ts'
import { list } from './lookup.ts'
import type { Hook, Unit, World } from './state.ts'

/** How much one `settle` may do before it gives up. */
export interface SettleBounds {
  /** Turns of units, nearly all of them a hook. Default a million. */
  readonly turns: number
  /** Times that one hook may write one key for one remote unit. Default 100. */
  readonly rewrites: number
  /** Times that one failed hook is run again. Default 3. */
  readonly retries: number
}

export const defaultBounds: SettleBounds = { turns: 1_000_000, rewrites: 100, retries: 3 }

/** The unit's next hook, if it has one. */
export async function step(world: World, unit: Unit): Promise<HookRun | undefined> {
  const hook = look(world, unit)
  return hook && runHook(world, unit, hook)
}

/** What one settle is about. */
export interface SettleTask {
  readonly bounds: SettleBounds
  /** The units whose hooks run; all when absent. */
  readonly only: ReadonlySet<Unit> | undefined
  readonly signal: AbortSignal | undefined
}

/** Runs hooks, of some units or of all, until none has anything to run. Returns how many ran. */
export async function settle(world: World, { bounds, only, signal }: SettleTask): Promise<number> {
  const watch = new ExchangeWatch(bounds.rewrites)
  const retries = new Map<Hook, number>()
  const before = world.hooksRun
  for (let turn = 0; turn < bounds.turns; turn++) {
    if (signal?.aborted) throw stopped(world)
    const unit = nextUnit(world, only) ?? nextRetry(world, retries, only)
    if (unit === undefined) return world.hooksRun - before
    const hook = look(world, unit)
    if (hook === undefined) continue
    const run = await runHook(world, unit, hook)
    watch.observe(run, hook)
    if (run.outcome.state === 'failed' && !isInterruption(run.outcome.error))
      countFailure(run, { hook, retries, bound: bounds.retries, error: run.outcome.error })
  }
  throw new ModelError(
    'SETTLE_UNBOUNDED',
    `The model is not quiet after ${bounds.turns} turns: raise the bound, or step to see why.`,
  )
}

function stopped({ awake, failed }: World): ModelError {
  const names = new Set([...awake, ...failed].map(({ name }) => name))
  return new ModelError(
    'SETTLE_STOPPED',
    `The model was told to stop before it was quiet: with hooks to run there ${list(names)}. Give it longer, or see its trace.`,
  )
}

function nextUnit({ awake, random }: World, only: ReadonlySet<Unit> | undefined): Unit | undefined {
  if (only === undefined) return awake.draw(random)
  const able = [...only].filter((unit) => awake.has(unit))
  return able[able.length < 2 ? 0 : random.below(able.length)]
}

/** Everybody else ran dry: the failed hook with the fewest retries has its turn. */
function nextRetry({ failed }: World, retries: ReadonlyMap<Hook, number>, only?: ReadonlySet<Unit>): Unit | undefined {
  let next: Unit | undefined
  for (const unit of failed) {
    if (only !== undefined && !only.has(unit)) continue
    if (next === undefined || triesOf(unit, retries) < triesOf(next, retries)) next = unit
  }
  return next
}

function triesOf({ failure }: Unit, retries: ReadonlyMap<Hook, number>): number {
  return (failure && retries.get(failure.hook)) ?? 0
}

interface FailedRun {
  readonly hook: Hook
  readonly retries: Map<Hook, number>
  readonly bound: number
  readonly error: unknown
}

/** Counts failures by hook as it was decided, which stays the same object until it succeeds. */
function countFailure({ unit }: HookRun, { hook, retries, bound, error }: FailedRun): void {
  const tries = (retries.get(hook) ?? 0) + 1
  retries.set(hook, tries)
  if (tries <= bound) return
  const reason = error instanceof Error ? error.message : String(error)
  throw new ModelError(
    'HOOK_FAILED',
    `${hook.name} of ${unit} failed ${tries === 1 ? 'once' : `${tries} times`}: ${reason.replace(/\.$/, '')}. Correct the charm, or resolve the unit without a retry.`,
    { cause: error },
  )
}
