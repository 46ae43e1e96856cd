import { expect, test } from 'vitest'
import { layers } from '../src/layers.ts'

const check = (files: Record<string, string>) => layers(new Map(Object.entries(files)))
const manifest = (dependencies: object) => JSON.stringify(dependencies)

test('an interface package uses the runtime, and the simulator in its tests', () => {
  expect(
    check({
      'packages/interface-a/package.json': manifest({
        dependencies: { valibot: '1' },
        peerDependencies: { '@interlayer/runtime': '1' },
        devDependencies: { '@interlayer/simulator': '1', '@interlayer/tsconfig': '1' },
      }),
    }),
  ).toEqual([])
})

test('what several interfaces share is a package below them', () => {
  const shares = manifest({ dependencies: { '@interlayer/data-interfaces': '1' } })
  expect(check({ 'packages/interface-a/package.json': shares })).toEqual([])
  expect(check({ 'packages/runtime/package.json': shares })).toHaveLength(1)
})

test('an interface package does not use another, not even in its tests', () => {
  const problem =
    'packages/interface-a/package.json depends on interface-b, which interface-a may not use: share through a package below both.'
  const uses = { '@interlayer/interface-b': '1' }
  expect(check({ 'packages/interface-a/package.json': manifest({ dependencies: uses }) })).toEqual([problem])
  expect(check({ 'packages/interface-a/package.json': manifest({ devDependencies: uses }) })).toEqual([problem])
})

test('a package that the table does not know is named', () => {
  expect(check({ 'packages/new/package.json': '{}' })).toEqual([
    'packages/new/package.json is of a package that tooling/tidy/src/layers.ts does not know: add it.',
  ])
})

test('the core of the runtime imports no module of Node, its process adapter may', () => {
  const text = "import { readFileSync } from 'node:fs'"
  expect(check({ 'packages/runtime/src/process/main.ts': text })).toEqual([])
  expect(check({ 'packages/runtime/src/values/errors.ts': text })).toEqual([
    'packages/runtime/src/values/errors.ts imports node:fs: reach outside through HookTools, or move it to an adapter.',
  ])
})

test('a file of the runtime imports from its own layer and those below it', () => {
  expect(check({ 'packages/runtime/src/fields/text.ts': "import type { Field } from './field.ts'" })).toEqual([])
  expect(check({ 'packages/runtime/src/values/errors.ts': "export * from '../fields/field.ts'" })).toEqual([
    'packages/runtime/src/values/errors.ts imports packages/runtime/src/fields/field.ts, which is in a higher layer: turn the import round, or move what both need down.',
  ])
})

test('a file of the runtime has a layer', () => {
  expect(check({ 'packages/runtime/src/surprise.ts': '' })).toEqual([
    'packages/runtime/src/surprise.ts is in no layer: add it to the table in tooling/tidy/src/layers.ts.',
  ])
})
