import { expect, test } from 'vitest'
import { lineLimits } from '../src/line-limits.ts'

const lines = (count: number, text = 'x()') => Array.from({ length: count }, () => text).join('\n')
const check = (path: string, text: string) => lineLimits(new Map([[path, text]]))

test('a file of 250 lines is fine, one of 251 is not', () => {
  expect(check('packages/a/src/b.ts', `${lines(250)}\n`)).toEqual([])
  expect(check('packages/a/src/b.ts', `${lines(251)}\n`)).toEqual([
    'packages/a/src/b.ts has 251 lines, of at most 250: split it by idea.',
  ])
})

test('a function has at most 40 lines of code, blank lines and comments not counted', () => {
  expect(check('packages/a/src/b.ts', `function f() {\n${lines(38)}\n\n// why\n/* why */\n}`)).toEqual([])
  expect(check('packages/a/src/b.ts', `x()\nconst f = () => {\n${lines(39)}\n}`)).toEqual([
    'packages/a/src/b.ts:2 is a function of 41 lines, of at most 40: take steps out and name them.',
  ])
})

test('a method inside a class is measured by itself', () => {
  const method = (name: string) => `${name}() {\n${lines(30)}\n}`
  expect(check('packages/a/src/b.ts', `class A {\n${method('b')}\n${method('c')}\n}`)).toEqual([])
})

test('tests have no limits', () => {
  expect(check('packages/a/test/b.test.ts', lines(300))).toEqual([])
})

test('the core of the runtime stays below 2,000 lines of code, its adapters apart', () => {
  const part = (folder: string) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`${folder}/f${n}.ts`, lines(200)] as const)
  expect(lineLimits(new Map(part('packages/runtime/src/process')))).toEqual([])
  expect(lineLimits(new Map(part('packages/runtime/src/hook')))).toEqual([
    'the core in packages/runtime/src has 2000 lines of code, of less than 2000: cut, or move out.',
  ])
})
