import { expect, test } from 'vitest'
import { goalsOf } from '../src/goals.ts'
import type { Measurement } from '../src/measurements.ts'
import { measured } from './support/measured.ts'

const good: readonly Measurement[] = [
  measured({ name: 'node', wall: 30 }),
  measured({ name: 'node-as-packed', wall: 25 }),
  measured({ name: 'interlayer', wall: 40, calls: 11 }),
  measured({ name: 'interlayer', units: 50, wall: 45, calls: 60 }),
  measured({ name: 'ops', units: 50, wall: 450 }),
  measured({ name: 'reactive', units: 50, wall: 540 }),
]
const outcomes = (all: readonly Measurement[]): unknown => goalsOf(all).map(({ measured, met }) => [measured, met])

test('ratios, growth, processes and calls meet their goals', () => {
  expect(outcomes(good)).toEqual([
    ['1.33', true],
    ['1.60', undefined],
    ['10', true],
    ['12', true],
    ['0.102 ms', true],
    ['0', true],
    ['units + 10', true],
  ])
})

test('each goal can be missed', () => {
  const bad = [
    measured({ name: 'node', wall: 30 }),
    measured({ name: 'interlayer', wall: 45, calls: 12 }),
    measured({ name: 'interlayer', units: 50, wall: 60, calls: 60, processes: 1 }),
    measured({ name: 'ops', units: 50, wall: 450 }),
    measured({ name: 'reactive', units: 50, wall: 540 }),
  ]
  expect(outcomes(bad)).toEqual([
    ['1.50', false],
    [undefined, undefined],
    ['7.50', false],
    ['9', false],
    ['0.306 ms', false],
    ['1', false],
    ['units + 11', false],
  ])
})

test('ratios are of what was measured in the same round', () => {
  const node = { ...measured({ name: 'node', wall: 30 }), rounds: [30, 60, 300] }
  const ours = { ...measured({ name: 'interlayer', wall: 40 }), rounds: [36, 72, 330] }
  expect(goalsOf([node, ours])[0]).toEqual({ goal: '1 unit: at most 1.35 × bare `node`', measured: '1.20', met: true })
})

test('what takes longer with latency counts for no goal', () => {
  const slow = measured({ name: 'interlayer', latency: 5, wall: 400, calls: 99, processes: 9 })
  expect(outcomes([...good, slow])).toEqual(outcomes(good))
})

test('a goal that a run has not measured is neither met nor missed', () => {
  expect(outcomes([])).toEqual(Array.from({ length: 7 }, () => [undefined, undefined]))
})
