import type { Measurement } from '../../src/measurements.ts'

interface Given {
  readonly name: string
  readonly units?: number
  readonly latency?: number
  readonly wall: number
  readonly calls?: number
  readonly processes?: number
}

/** A measurement in which everything took the same in every round. */
export function measured({ name, units = 1, latency = 0, wall, calls = 0, processes = 0 }: Given): Measurement {
  const same = (value: number): Measurement['wall'] => ({ median: value, quartiles: [value, value], count: 3 })
  const contender = { name, title: name }
  return {
    contender,
    units,
    latency,
    wall: same(wall),
    rounds: [wall, wall, wall],
    cpu: same(wall),
    memory: same(2 ** 20),
    calls,
    processes,
  }
}
