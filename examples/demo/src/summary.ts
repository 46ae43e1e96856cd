import type { Model } from '@interlayer/simulator'

/** Applications, units and relations as Juju's own status lays them out. */
export function summary(model: Model): readonly string[] {
  return [...table(applications(model)), '', ...table(units(model)), '', ...table(relations(model))]
}

type Rows = readonly (readonly string[])[]

function applications(model: Model): Rows {
  const rows = model.applications.map(({ name, units, leader = '' }) => {
    const { workload, message } = units.length > 0 ? model.status(leader === '' ? (units[0] ?? '') : leader) : none
    return [name, workload, String(units.length), message]
  })
  return [['App', 'Status', 'Scale', 'Message'], ...rows]
}

const none = { workload: 'unknown', message: '' }

/** A subordinate is indented below its principal, a leader has an asterisk. */
function units(model: Model): Rows {
  const principals = model.units.filter(({ principal }) => principal === undefined)
  const inOrder = principals.flatMap((unit) => [
    unit,
    ...model.units.filter(({ principal }) => principal === unit.name),
  ])
  const rows = inOrder.map(({ name, leader, principal, address }) => {
    const { workload, agent, message } = model.status(name)
    return [`${principal === undefined ? '' : '  '}${name}${leader ? '*' : ''}`, workload, agent, address, message]
  })
  return [['Unit', 'Workload', 'Agent', 'Public address', 'Message'], ...rows]
}

function relations(model: Model): Rows {
  const rows = model.relations.map(({ ends, interface: protocol, scope }) => {
    const [requirer = '', provider = requirer] = ends.map(({ application, endpoint }) => `${application}:${endpoint}`)
    const type = ends.length === 1 ? 'peer' : scope === 'container' ? 'subordinate' : 'regular'
    return [provider, requirer, protocol, type]
  })
  return [['Integration provider', 'Requirer', 'Interface', 'Type'], ...rows]
}

function table(rows: Rows): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
