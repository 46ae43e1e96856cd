import { basename } from 'node:path'
import { printable } from '../input/ink.ts'
import type { StatusDocument, UnitStatus } from './status.ts'

type Rows = readonly (readonly string[])[]

/** Applications, units and relations as `juju status --relations` lays them out. */
export function statusTable(status: StatusDocument): string {
  const parts = [applications(status), units(status), relations(status)]
  return parts
    .filter((rows) => rows.length > 1)
    .map(table)
    .join('\n')
}

function applications(status: StatusDocument): Rows {
  const rows = Object.entries(status).map(([name, application]) => {
    const { current, message } = application['application-status']
    const scale = scaleOf(status, name)
    return [name, application.version ?? '', current, String(scale), basename(application.charm), message]
  })
  return [['App', 'Version', 'Status', 'Scale', 'Charm', 'Message'], ...rows]
}

function scaleOf(status: StatusDocument, application: string): number {
  return unitsIn(status).filter(([name]) => name.startsWith(`${application}/`)).length
}

/** A subordinate is indented below its principal, a leader has an asterisk. */
function units(status: StatusDocument): Rows {
  const rows = unitsIn(status).map(([name, unit, depth]) => {
    const { current, message } = unit['workload-status']
    const shown = `${'  '.repeat(depth)}${name}${unit.leader ? '*' : ''}`
    return [shown, current, unit['juju-status'].current, unit['public-address'], message]
  })
  return [['Unit', 'Workload', 'Agent', 'Public address', 'Message'], ...rows]
}

type UnitEntry = readonly [name: string, unit: UnitStatus, depth: number]

function unitsIn(status: StatusDocument): readonly UnitEntry[] {
  return Object.values(status).flatMap(({ units: found = {} }) =>
    Object.entries(found).flatMap(([name, unit]): UnitEntry[] => [
      [name, unit, 0],
      ...Object.entries(unit.subordinates ?? {}).map(([inner, beside]): UnitEntry => [inner, beside, 1]),
    ]),
  )
}

function relations(status: StatusDocument): Rows {
  const rows = Object.entries(status).flatMap(([name, application]) =>
    Object.entries(application.relations).flatMap(([endpoint, related]) =>
      related.map((other) => [
        `${name}:${endpoint}`,
        other['related-application'],
        other.interface,
        typeOf(name, other),
      ]),
    ),
  )
  return [['Endpoint', 'Related to', 'Interface', 'Type'], ...rows]
}

function typeOf(name: string, other: { readonly 'related-application': string; readonly scope: string }): string {
  if (other['related-application'] === name) return 'peer'
  return other.scope === 'container' ? 'subordinate' : 'regular'
}

function table(rows: Rows): string {
  const cells = rows.map((row) => row.map(printable))
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}
