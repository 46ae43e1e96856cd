import { runHook, type HookReport } from '../../adapter/index.ts'
import type { AnyCharm } from '../../index.ts'
import { InterlayerError } from '../../values/errors.ts'
import { withDeparting } from './departing.ts'
import { readContext, variable, type Environment } from './environment.ts'
import { hookTools } from './juju-tools.ts'
import { openCaller } from './open-caller.ts'
import { failingWhenStuck } from './stuck.ts'

/**
 * Runs a charm in the hook for which Juju started this process: what a charm's `dispatch` does. When anything fails, it prints the
 * error's code and message, nothing is published, and the process ends with status 1, so that Juju runs the hook again. It ends
 * with the hook, whatever handlers have left open: Juju runs no other hook of the unit before. `ended` hears what a hook did that
 * succeeded; it must not throw.
 */
export async function main(charm: AnyCharm, ended?: (report: HookReport) => void): Promise<never> {
  // Until the hook has been committed it has failed, however this process ends.
  process.exitCode = 1
  // To the very end: whoever is told to stop while this is taken off again hears nothing.
  process.once('SIGTERM', stop)
  try {
    const report = await runUnitHook(failingWhenStuck(charm), process.env)
    ended?.(report)
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`)
    process.exit(1)
  }
  process.exit(0)
}

async function runUnitHook(charm: AnyCharm, env: Environment): Promise<HookReport> {
  const context = readContext(env)
  const { caller, fallback } = await openCaller(env, process.cwd())
  // What is printed here, Juju logs as a warning.
  if (fallback !== undefined) process.stderr.write(`${fallback}\n`)
  try {
    const report = await runHook(charm, hookTools(await withDeparting(context, caller), caller))
    await writeReport(env, report)
    return report
  } finally {
    caller.close()
  }
}

/** What the hook did, for a simulation that names a file for it. */
async function writeReport(env: Environment, report: HookReport): Promise<void> {
  const file = variable(env, 'INTERLAYER_REPORT')
  if (file === undefined) return
  // Loaded here because no other hook needs it; not by import(), which is an experiment in code that has been compiled before.
  const { writeFile } = process.getBuiltinModule('node:fs/promises')
  await writeFile(file, JSON.stringify(report))
}

/** Answers that come after this are for nobody. */
function stop(): void {
  const message =
    'The process was told to stop before it had ended (SIGTERM). Nothing of this hook is published; Juju runs it again.'
  process.stderr.write(`${describe(new InterlayerError('HOOK_STOPPED', message))}\n`)
  process.exit(1)
}

/** The code and the cure; of what a handler threw, also where. */
function describe(error: unknown): string {
  if (!(error instanceof InterlayerError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const trace = error.cause instanceof Error ? `\n${error.cause.stack ?? ''}` : ''
  return `${error.code}: ${error.message}${error.code === 'HANDLER_FAILED' ? trace : ''}`
}
