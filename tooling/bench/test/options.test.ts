import { expect, test } from 'vitest'
import { readOptions } from '../src/options.ts'

const whole = {
  rounds: 15,
  units: [1, 10, 50, 500],
  latencies: [0, 1, 5],
  only: [],
  json: false,
  write: false,
  help: false,
}

test('nothing said means everything, and --smoke little', () => {
  expect(readOptions([])).toEqual(whole)
  expect(readOptions(['--smoke'])).toEqual({ ...whole, rounds: 1, units: [1, 10], latencies: [0] })
  expect(
    readOptions(['--smoke', '--units', '2', '--rounds=3', '--latency', '7', '--only', 'node,ops', '--json']),
  ).toEqual({
    ...whole,
    rounds: 3,
    units: [2],
    latencies: [7],
    only: ['node', 'ops'],
    json: true,
  })
})

test.each([
  [['--rounds', '0'], '--rounds is "0": write whole numbers from 1 to 1000.'],
  [['--units', '1,x'], '--units is "1,x": write whole numbers from 1 to 5000.'],
  [['--latency', '1.5'], '--latency is "1.5": write whole numbers from 0 to 1000.'],
  [['--round', '1'], "Unknown option '--round'"],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message)
})
