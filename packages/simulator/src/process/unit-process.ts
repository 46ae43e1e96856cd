import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HookReport } from '@interlayer/runtime/adapter'
import { ModelError } from '../errors.ts'
import type { HookTurn } from '../hook-turn.ts'
import { log } from '../immediate.ts'
import { openAgent } from './agent.ts'
import { hookEnvironment } from './environment.ts'
import { runHookProcess, type HookEnd } from './hook-process.ts'
import { silentReport, takeReport } from './hook-report.ts'
import type { ProcessCharm } from './process-charm.ts'

/**
 * Runs a hook as a process of its own, under an agent of its own. Undefined when the charm has no file for it, which is a success
 * in Juju; throws when the process fails.
 */
export async function runUnitProcess(turn: HookTurn, charm: ProcessCharm): Promise<HookReport | undefined> {
  const { unit, hook } = turn
  const directory = turn.world.processes.charmDirectory(unit.name, charm.directory)
  const dispatchPath = `hooks/${hook.name}`
  const file = programFor(directory, dispatchPath)
  if (file === undefined) return undefined
  const report = charm.report ? turn.world.processes.report(turn.number) : undefined
  const { failure, stderr } = await runInAgent(turn, charm, {
    file,
    args: [],
    directory,
    dispatchPath,
    kind: hook.name,
    report,
  })
  if (failure !== undefined) throw processFailure(`${hook.name} of ${unit.name} ${failure}`, stderr)
  return report === undefined ? silentReport : takeReport(report)
}

/** Runs an action; undefined when the charm has none of that name. */
export async function runUnitAction(turn: HookTurn, charm: ProcessCharm): Promise<HookEnd | undefined> {
  const { name } = turn.hook
  const directory = turn.world.processes.charmDirectory(turn.unit.name, charm.directory)
  const dispatchPath = `actions/${name}`
  const file = programFor(directory, dispatchPath)
  return file === undefined
    ? undefined
    : runInAgent(turn, charm, { file, args: [], directory, dispatchPath, kind: name })
}

/** Runs a command of a shell in the unit. */
export async function runUnitCommand(turn: HookTurn, charm: ProcessCharm, command: string): Promise<HookEnd> {
  const directory = turn.world.processes.charmDirectory(turn.unit.name, charm.directory)
  const shell = { file: '/bin/sh', args: ['-c', command], dispatchPath: undefined, kind: 'run-commands' }
  return runInAgent(turn, charm, { ...shell, directory })
}

/** What to run, and what it is for the unit's agent. */
interface UnitCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly directory: string
  readonly dispatchPath: string | undefined
  /** In the id of its context. */
  readonly kind: string
  /** Where it may write what it did. */
  readonly report?: string | undefined
}

async function runInAgent(turn: HookTurn, charm: ProcessCharm, command: UnitCommand): Promise<HookEnd> {
  const { file, args, directory, dispatchPath, kind, report } = command
  const agent = await openAgent(turn, kind)
  const { contextId, socket } = agent
  try {
    const { processes } = turn.world
    const places = { contextId, socket, directory, tools: processes.tools, dispatchPath }
    const environment = {
      ...hookEnvironment(turn, places),
      ...charm.environment,
      ...(report !== undefined && { INTERLAYER_REPORT: report }),
    }
    const signal = turn.interruption?.signal
    const watch = (group: number | undefined): void => processes.watch(group)
    const end = await runHookProcess({ file, args, directory, environment, timeout: charm.timeout, watch, signal })
    if (dispatchPath?.startsWith('hooks/')) logOutput(turn, end)
    return end
  } finally {
    await agent.close()
  }
}

/** As Juju does it; all at once, so that the order does not depend on who was read first. */
function logOutput(turn: HookTurn, { stdout, stderr }: HookEnd): void {
  if (stdout !== '') log(turn, 'debug', linesOf(stdout))
  if (stderr !== '') log(turn, 'warning', linesOf(stderr))
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n$/, '').split('\n')
}

/** `dispatch` runs for everything where there is one. What is there has to be executable. */
function programFor(directory: string, dispatchPath: string): string | undefined {
  const file = ['dispatch', dispatchPath].map((path) => join(directory, path)).find((path) => existsSync(path))
  if (file === undefined) return undefined
  try {
    accessSync(file, constants.X_OK)
  } catch (cause) {
    throw new ModelError('HOOK_PROCESS_FAILED', `${file} is not executable: set its mode to 755.`, { cause })
  }
  return file
}

/** How much of what a process printed an error shows, in characters from the end. */
const shownOutput = 2_000

function processFailure(what: string, stderr: string): ModelError {
  const said = stderr.trim().slice(-shownOutput)
  const why = said === '' ? ', with nothing on standard error.' : `: ${said}`
  return new ModelError('HOOK_PROCESS_FAILED', `${what}${why}`)
}
