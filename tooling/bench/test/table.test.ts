import { expect, test } from 'vitest'
import { withResults } from '../src/results-file.ts'
import { markdown } from '../src/table.ts'
import { measured } from './support/measured.ts'

test('results are tables that the formatter leaves as they are', () => {
  const results = {
    machine: { node: '24.0.0' },
    goals: [
      { goal: 'fast', measured: '1.20', met: true },
      { goal: 'small', measured: '9', met: false },
      { goal: 'both', measured: undefined, met: undefined },
    ],
    measurements: [
      measured({ name: 'interlayer', wall: 40, calls: 11 }),
      measured({ name: 'ops', wall: 300, processes: 11 }),
    ],
  }
  expect(markdown(results)).toBe(`\
| machine |        |
| ------- | ------ |
| node    | 24.0.0 |

## Goals

| goal  | measured        |             |
| ----- | --------------- | ----------- |
| fast  | 1.20            | met         |
| small | 9               | **not met** |
| both  | not in this run |             |

## 1 unit, 0 ms a command (3 rounds)

|            | ms (half of all)    | × ours | busy ms | MiB | calls | processes |
| ---------- | ------------------- | ------ | ------- | --- | ----- | --------- |
| interlayer | 40.0 (40.0–40.0)    | 1.00   | 40      | 1   | 11    | 0         |
| ops        | 300.0 (300.0–300.0) | 7.50   | 300     | 1   | 0     | 11        |`)
})

test('results replace those between the marks, and nothing else', () => {
  const document = 'before\n\n<!-- results: pnpm bench -->\n\nold\n\n<!-- end of results -->\nafter\n'
  const replaced = 'before\n\n<!-- results: pnpm bench -->\n\nnew\n\n<!-- end of results -->\nafter\n'
  expect(withResults(document, 'new')).toBe(replaced)
  expect(withResults(replaced, 'new')).toBe(replaced)
  expect(() => withResults('before', 'new')).toThrow('put both in the document')
})
