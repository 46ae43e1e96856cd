import type { Goal } from './goals.ts'
import type { Machine } from './machine.ts'
import { ratio, type Measurement } from './measurements.ts'
import type { Summary } from './statistics.ts'

/** All that a run has found. */
export interface Results {
  readonly machine: Machine
  readonly goals: readonly Goal[]
  readonly measurements: readonly Measurement[]
}

/** The results in Markdown: machine, goals, then a table for each load. */
export function markdown({ machine, goals, measurements }: Results): string {
  const loads = new Map(measurements.map((one) => [headingOf(one), one]))
  return [
    table(['machine', ''], Object.entries(machine)),
    '## Goals',
    table(['goal', 'measured', ''], goals.map(goalRow)),
    ...[...loads].flatMap(([heading, { units, latency }]) => [
      heading,
      loadTable(measurements.filter((one) => one.units === units && one.latency === latency)),
    ]),
  ].join('\n\n')
}

function headingOf({ units, latency, wall }: Measurement): string {
  const many = units === 1 ? '1 unit' : `${units} units`
  return `## ${many}, ${latency} ms a command (${wall.count} rounds)`
}

function goalRow({ goal, measured = 'not in this run', met }: Goal): readonly string[] {
  return [goal, measured, met === undefined ? '' : met ? 'met' : '**not met**']
}

function loadTable(measurements: readonly Measurement[]): string {
  const ours = measurements.find(({ contender }) => contender.name === 'interlayer')
  const rows = measurements.map((one) => [
    one.contender.title,
    milliseconds(one.wall),
    ratio(one, ours)?.toFixed(2) ?? '',
    one.cpu.median.toFixed(0),
    (one.memory.median / 2 ** 20).toFixed(0),
    String(one.calls),
    one.processes === undefined ? '?' : String(one.processes),
  ])
  return table(['', 'ms (half of all)', '× ours', 'busy ms', 'MiB', 'calls', 'processes'], rows)
}

function milliseconds({ median, quartiles: [low, high] }: Summary): string {
  return `${median.toFixed(1)} (${low.toFixed(1)}–${high.toFixed(1)})`
}

/** Columns are as wide as their widest cell: so the formatter leaves them. All but the first hold numbers, or words of one kind. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? name.length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
