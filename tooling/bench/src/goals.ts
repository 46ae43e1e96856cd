import { ratio, type Measurement } from './measurements.ts'
import { growth } from './statistics.ts'

/** A goal with what was measured. */
export interface Goal {
  readonly goal: string
  /** Undefined where this run has not measured it. */
  readonly measured: string | undefined
  /** Undefined, too, where it is only to be known. */
  readonly met: boolean | undefined
}

/** Endpoints, relations, databags that are read beside those of the units, databags that are changed, and the 4. */
const callsBeside = 2 + 2 + 1 + 1 + 4

/** The goals are for a Juju that takes no time itself. */
export function goalsOf(all: readonly Measurement[]): readonly Goal[] {
  const measurements = all.filter(({ latency }) => latency === 0)
  const find = (name: string, units?: number): readonly Measurement[] =>
    measurements.filter(({ contender, units: at }) => contender.name === name && (units ?? at) === at)
  const times = (over: string, under: string, units: number): number | undefined =>
    ratio(find(over, units)[0], find(under, units)[0])
  const ours = find('interlayer')
  return [
    atMost('1 unit: at most 1.35 × bare `node`', 1.35, times('interlayer', 'node', 1)),
    comparison('to compare, 1 unit: × bare `node` with the same options', times('interlayer', 'node-as-packed', 1)),
    atLeast('50 units: at least 9 × faster than ops', 9, times('ops', 'interlayer', 50)),
    atLeast('50 units: at least 12 × faster than charms.reactive', 12, times('reactive', 'interlayer', 50)),
    growthGoal(ours),
    atMost('no process of a hook tool', 0, most(ours.map(({ processes }) => processes))),
    callsGoal(ours),
  ]
}

function growthGoal(ours: readonly Measurement[]): Goal {
  const goal = 'less than 0.2 ms more for each unit'
  if (ours.length < 2) return { goal, measured: undefined, met: undefined }
  const slope = growth(ours.map(({ units, wall }) => ({ at: units, value: wall.median })))
  return { goal, measured: `${slope.toFixed(3)} ms`, met: slope < 0.2 }
}

function callsGoal(ours: readonly Measurement[]): Goal {
  const goal = `no more calls than units + ${callsBeside}: an endpoint, a relation, a databag read or changed, and 4`
  const beyond = most(ours.map(({ calls, units }) => calls - units))
  if (beyond === undefined) return { goal, measured: undefined, met: undefined }
  return { goal, measured: `units + ${beyond}`, met: beyond <= callsBeside }
}

function atMost(goal: string, limit: number, value: number | undefined): Goal {
  return {
    goal,
    measured: value === undefined ? undefined : shown(value),
    met: value === undefined ? value : value <= limit,
  }
}

function atLeast(goal: string, limit: number, value: number | undefined): Goal {
  return {
    goal,
    measured: value === undefined ? undefined : shown(value),
    met: value === undefined ? value : value >= limit,
  }
}

/** What a goal alone would not tell. */
function comparison(goal: string, value: number | undefined): Goal {
  return { goal, measured: value === undefined ? undefined : shown(value), met: undefined }
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2)
}

function most(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
