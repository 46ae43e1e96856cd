import type { Call } from '../command.ts'
import { inkFor, printable } from '../input/ink.ts'
import type { RunResult } from './run.ts'
import { statusTable } from './status-table.ts'

/** How a result is shown. */
export interface ReportOptions {
  readonly json: boolean
  /** How many seeds were run, this one included. */
  readonly runs: number
  /** The command that does it again. */
  readonly replay: string
}

/** Prints how the last run ended: the status to standard output, and what did not hold to standard error. */
export function printResult(call: Call, result: RunResult, options: ReportOptions): void {
  if (options.json) call.out(`${JSON.stringify(documentOf(result, options), undefined, 2)}\n`)
  else printText(call, result, options)
}

function documentOf(
  { seed, held, hooks, interrupted, problems, log, status }: RunResult,
  { runs, replay }: ReportOptions,
): object {
  return { held, seed, runs, hooks, interrupted, problems, log, replay, applications: status }
}

function printText(call: Call, result: RunResult, { runs, replay }: ReportOptions): void {
  const { seed, held, hooks, interrupted, problems, log, status } = result
  const ink = inkFor(call)
  call.out(statusTable(status))
  const were = interrupted === 1 ? 'was killed or refused its' : 'were killed or refused their'
  const hit = interrupted === 0 ? '' : `, of which ${interrupted} ${were} commit, and ran again`
  const what = runs === 1 ? `seed ${seed}` : `${runs} seeds to ${seed}`
  call.out(
    `\n${held ? ink.good('held') : ink.bad('not held')}: ${what}; ${countOf(hooks)}${runs === 1 ? '' : ' in the last'}${hit}.\n`,
  )
  for (const problem of problems) call.err(`${problem}\n`)
  if (!held && log.length > 0)
    call.err(`\nThe hook that failed last wrote to its log:\n${log.map((line) => `  ${printable(line)}\n`).join('')}`)
  if (held) return
  const advice = replay.includes('***') ? ' (with your own values for ***)' : ''
  call.err(`\nTo see this run again${advice}:\n  ${replay}\n`)
}

/** A number of hooks, as a text. */
export function countOf(hooks: number): string {
  return hooks === 1 ? '1 hook' : `${hooks} hooks`
}
