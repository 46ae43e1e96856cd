import type { ApplicationView, Model, UnitView } from '@interlayer/simulator'

/** A status and what is said about it. */
export interface Status {
  readonly current: string
  readonly message: string
}

/** A unit, as `juju status --format json` has it. */
export interface UnitStatus {
  readonly 'workload-status': Status
  readonly 'juju-status': Pick<Status, 'current'>
  readonly leader?: true
  readonly 'public-address': string
  readonly subordinates?: Readonly<Record<string, UnitStatus>>
}

/** An application, as `juju status --format json` has it. */
export interface ApplicationStatus {
  readonly charm: string
  readonly version?: string
  readonly 'application-status': Status
  readonly relations: Readonly<Record<string, readonly RelatedApplication[]>>
  /** Those of a subordinate stand with their principals. */
  readonly units?: Readonly<Record<string, UnitStatus>>
}

interface RelatedApplication {
  readonly 'related-application': string
  readonly interface: string
  readonly scope: string
}

/** Applications by name. */
export type StatusDocument = Readonly<Record<string, ApplicationStatus>>

/** The status of all applications; `charms` is what the bundle has for each. Secrets do not show. */
export function statusOf(model: Model, charms: ReadonlyMap<string, string>): StatusDocument {
  const entries = model.applications.map((application) => {
    const { name, version, subordinate } = application
    const units = model.units.filter((unit) => unit.application === name)
    return [
      name,
      {
        charm: charms.get(name) ?? '',
        ...(version !== '' && { version: model.shown(version) }),
        'application-status': applicationStatus(model, application),
        relations: relationsOf(model, name),
        ...(!subordinate && { units: unitStatuses(model, units) }),
      },
    ] as const
  })
  return Object.fromEntries(entries)
}

function unitStatuses(model: Model, units: readonly UnitView[]): Readonly<Record<string, UnitStatus>> {
  return Object.fromEntries(units.map((unit) => [unit.name, unitStatus(model, unit)]))
}

function unitStatus(model: Model, { name, leader, address }: UnitView): UnitStatus {
  const { workload, message, agent } = model.status(name)
  const beside = model.units.filter(({ principal }) => principal === name)
  return {
    'workload-status': { current: workload, message: model.shown(message) },
    'juju-status': { current: agent },
    ...(leader && { leader }),
    'public-address': address,
    ...(beside.length > 0 && { subordinates: unitStatuses(model, beside) }),
  }
}

/** From the worst on, as Juju weighs what the units say. */
const bySeverity = ['error', 'blocked', 'waiting', 'maintenance', 'active', 'unknown']

/** What its leader said of it, or else what is worst among its units. */
function applicationStatus(model: Model, { status, units }: ApplicationView): Status {
  if (status.status !== 'unknown') return { current: status.status, message: model.shown(status.message) }
  const found = units.map((unit) => model.status(unit))
  for (const current of bySeverity) {
    const worst = found.find(({ workload }) => workload === current)
    if (worst !== undefined) return { current, message: model.shown(worst.message) }
  }
  return { current: 'unknown', message: '' }
}

function relationsOf(model: Model, application: string): ApplicationStatus['relations'] {
  const related: Record<string, RelatedApplication[]> = {}
  for (const { ends, interface: protocol, scope } of model.relations) {
    const own = ends.find((end) => end.application === application)
    if (own === undefined) continue
    const other = ends.find((end) => end !== own) ?? own
    const entry = { 'related-application': other.application, interface: protocol, scope }
    related[own.endpoint] = [...(related[own.endpoint] ?? []), entry]
  }
  return related
}
