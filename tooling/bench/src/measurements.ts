import type { HookResult } from './agent.ts'
import type { Contender } from './contenders.ts'
import { summarise, type Summary } from './statistics.ts'
import type { Load, Trial } from './trial.ts'

/** What one contender took under one load. */
export interface Measurement extends Load {
  readonly contender: Pick<Contender, 'name' | 'title'>
  /** Milliseconds from start to end of the process. */
  readonly wall: Summary
  /** The same of each round, in their order. */
  readonly rounds: readonly number[]
  /** Milliseconds that processors were busy. */
  readonly cpu: Summary
  /** Most memory of one process, in bytes. */
  readonly memory: Summary
  /** Calls of hook tools. */
  readonly calls: number
  /** Processes of hook tools; undefined where they cannot be seen. */
  readonly processes: number | undefined
}

/** What is measured, and how often. */
export interface Plan {
  readonly loads: readonly Load[]
  readonly rounds: number
}

/**
 * How many times longer one took than another under the same load: the median of the ratios within each round, for what disturbs the
 * machine in a round disturbs both.
 */
export function ratio(over: Measurement | undefined, under: Measurement | undefined): number | undefined {
  if (over === undefined || under === undefined) return undefined
  return summarise(over.rounds.map((wall, round) => wall / (under.rounds[round] ?? Number.NaN))).median
}

/** Runs every contender once in each round, so that what disturbs the machine for a while disturbs all of them. */
export async function measure(
  trials: readonly Trial[],
  { loads, rounds }: Plan,
  progress: (text: string) => void,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const load of loads) {
    const results = new Map<Trial, HookResult[]>(trials.map((trial) => [trial, []]))
    for (let round = 1; round <= roundsAt(load, rounds); round += 1) {
      for (const [trial, found] of results) {
        progress(`${load.units} units, ${load.latency} ms a command, round ${round}: ${trial.contender.name}`)
        found.push(await trial.run(load))
      }
    }
    for (const [trial, found] of results) measurements.push(measurementOf(trial.contender, load, found))
  }
  return measurements
}

/** What Juju's latency adds is much, and always the same: a third of the rounds is enough to see it. */
function roundsAt({ latency }: Load, rounds: number): number {
  return latency === 0 ? rounds : Math.ceil(rounds / 3)
}

function measurementOf({ name, title }: Contender, load: Load, results: readonly HookResult[]): Measurement {
  const summary = (value: (result: HookResult) => number): Summary => summarise(results.map(value))
  const processes = results.every((result) => result.processes === undefined)
    ? undefined
    : summary((result) => result.processes ?? 0).median
  return {
    ...load,
    contender: { name, title },
    wall: summary(({ wall }) => wall),
    rounds: results.map(({ wall }) => wall),
    cpu: summary(({ cpu }) => cpu),
    memory: summary(({ memory }) => memory),
    calls: summary(({ calls }) => Object.values(calls).reduce((total, count) => total + count, 0)).median,
    processes,
  }
}
