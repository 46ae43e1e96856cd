import { expect, test } from 'vitest'
import { growth, summarise } from '../src/statistics.ts'

test('of an odd number of measurements the median is the middle one, of an even number half-way between the middle two', () => {
  expect(summarise([5, 1, 9])).toEqual({ median: 5, quartiles: [3, 7], count: 3 })
  expect(summarise([4, 1, 3, 2])).toEqual({ median: 2.5, quartiles: [1.75, 3.25], count: 4 })
  expect(summarise([7])).toEqual({ median: 7, quartiles: [7, 7], count: 1 })
})

test('numbers are ordered as numbers', () => {
  expect(summarise([10, 9, 100]).median).toBe(10)
})

test('growth is the slope of the line through the measurements', () => {
  expect(growth([1, 10, 50, 500].map((at) => ({ at, value: 30 + 0.25 * at })))).toBeCloseTo(0.25, 12)
  expect(
    growth([
      { at: 0, value: 1 },
      { at: 1, value: 0 },
      { at: 2, value: 2 },
    ]),
  ).toBeCloseTo(0.5, 12)
})
