import { expect, test } from 'vitest'
import { cycles } from '../src/cycles.ts'

const check = (imports: Record<string, readonly string[]>) =>
  cycles(
    new Map(
      Object.entries(imports).map(([name, targets]) => [
        `packages/p/src/${name}.ts`,
        targets.map((target) => `import type { T } from './${target}.ts'`).join('\n'),
      ]),
    ),
  )

test('files that share a third are no cycle', () => {
  expect(check({ a: ['b', 'c'], b: ['c'], c: [] })).toEqual([])
})

test('a cycle is reported once, from its first file', () => {
  expect(check({ a: ['b'], b: ['c'], c: ['d', 'b'], d: [] })).toEqual([
    'packages/p/src/b.ts → packages/p/src/c.ts → packages/p/src/b.ts is a cycle: move what both need into a file of its own.',
  ])
})

test('a file that imports itself is a cycle', () => {
  expect(check({ a: ['a'] })).toEqual([
    'packages/p/src/a.ts → packages/p/src/a.ts is a cycle: move what both need into a file of its own.',
  ])
})
