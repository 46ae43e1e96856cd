import { ModelError } from '../errors.ts'
import { flush, publish } from '../flush.ts'
import { HookTurn } from '../hook-turn.ts'
import { HookSession } from '../hook-session.ts'
import type { Application, Hook, Unit, World } from '../state.ts'
import type { Output } from '../tools/output.ts'
import type { ActionResult, ActionRun, ExecResult } from './action-run.ts'
import type { HookEnd } from './hook-process.ts'
import type { ProcessCharm } from './process-charm.ts'
import { runUnitAction, runUnitCommand } from './unit-process.ts'

/** What an operator starts, and with which parameters. */
export interface WantedAction {
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Runs an action, also while a hook of the unit is in error. A failure is in the result, and leaves the unit as it was. */
export async function runAction(world: World, unit: Unit, { name, params }: WantedAction): Promise<ActionResult> {
  const action = newAction(world, params)
  const end = await operate(world, unit, { hook: { name, action }, run: (turn) => runActionOf(turn, unit.application) })
  const missing = `action not implemented on unit "${unit.name}"`
  const failure = end === undefined ? missing : (end.failure ?? action.failure)
  const results = Object.fromEntries(action.results)
  return {
    status: failure === undefined ? 'completed' : 'failed',
    message: failure ?? '',
    results: end === undefined ? results : { ...results, ...outputOf(end) },
  }
}

/** Runs a command of a shell in the unit, with its hook tools. What it wrote is committed if it ends with 0. */
export async function runCommand(world: World, unit: Unit, command: string): Promise<ExecResult> {
  const charm = charmOf(unit)
  const end = await operate(world, unit, {
    hook: { name: 'juju-exec' },
    run: (turn) => runUnitCommand(turn, charm, command),
  })
  return { code: end?.status ?? 1, stdout: end?.stdout ?? '', stderr: end?.stderr ?? '' }
}

async function runActionOf(turn: HookTurn, { program }: Application): Promise<HookEnd | undefined> {
  if (typeof program !== 'function') return runUnitAction(turn, program)
  try {
    await program(new HookSession(turn))
    return { status: 0, failure: undefined, stdout: '', stderr: '' }
  } catch (error) {
    return { status: 1, failure: error instanceof Error ? error.message : String(error), stdout: '', stderr: '' }
  }
}

interface Operation {
  readonly hook: Hook
  readonly run: (turn: HookTurn) => Promise<HookEnd | undefined>
}

/** Commits what was written unless the process fails; a refusal of that is a failure too. */
async function operate(world: World, unit: Unit, { hook, run }: Operation): Promise<HookEnd | undefined> {
  const number = ++world.hooksRun
  const turn = new HookTurn(world, unit, { hook, number })
  const end = await run(turn)
  turn.end()
  const problem = end === undefined ? undefined : (end.failure ?? commit(turn, unit))
  const outcome = end === undefined || problem !== undefined || hook.action?.failure !== undefined ? 'failed' : 'ok'
  world.record({ event: 'operation', number, unit: unit.name, operation: hook.name, outcome })
  return end && { ...end, failure: problem }
}

function commit(turn: HookTurn, unit: Unit): string | undefined {
  try {
    publish(turn.world, unit, { flushed: flush(turn, unit), number: turn.number })
    return undefined
  } catch (error) {
    if (error instanceof ModelError) return error.message
    throw error
  }
}

function charmOf({ name, application }: Unit): ProcessCharm {
  if (typeof application.program !== 'function') return application.program
  throw new ModelError(
    'OPERATION_IMPOSSIBLE',
    `${name} is a charm of this process, which has no shell: deploy a directory for that.`,
  )
}

function newAction(world: World, params: WantedAction['params']): ActionRun {
  return { id: String(world.hooksRun + 1), params: mapOf(params), results: new Map(), failure: undefined }
}

function mapOf(params: object): ReadonlyMap<string, Output> {
  return new Map(Object.entries(params).map(([key, value]) => [key, outputFrom(value)]))
}

function outputFrom(value: unknown): Output {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(outputFrom)
  return typeof value === 'object' && value !== null ? mapOf(value) : null
}

/** As Juju adds it to what the action set; empty output is left out. */
function outputOf({ status, stdout, stderr }: HookEnd): ActionResult['results'] {
  return {
    'return-code': status ?? -1,
    ...(stdout !== '' && { stdout }),
    ...(stderr !== '' && { stderr }),
  }
}
