/** What some measurements of one thing say. */
export interface Summary {
  readonly median: number
  /** Half of all lies between these. */
  readonly quartiles: readonly [number, number]
  readonly count: number
}

/** The median and the quartiles of at least one number. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((left, right) => left - right)
  return {
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    count: sorted.length,
  }
}

/** How much `value` grows for each step of `at`: the slope of the straight line that fits best. */
export function growth(points: readonly { readonly at: number; readonly value: number }[]): number {
  const meanAt = mean(points.map(({ at }) => at))
  const meanValue = mean(points.map(({ value }) => value))
  const spread = sum(points.map(({ at }) => (at - meanAt) ** 2))
  return sum(points.map(({ at, value }) => (at - meanAt) * (value - meanValue))) / spread
}

/** Between two measurements the quantile lies in proportion. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
