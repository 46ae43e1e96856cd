import { expect, test } from 'vitest'
import { readOptions, usage } from '../src/options.ts'

const known = ['mysql', 'http with ops']

test('without arguments all pairs are compared', () => {
  expect(readOptions([], known)).toEqual({ help: false, write: false, names: [] })
})

test('pairs are taken by their names', () => {
  expect(readOptions(['http with ops'], known)).toEqual({ help: false, write: false, names: ['http with ops'] })
})

test('writing takes all pairs', () => {
  expect(readOptions(['--write'], known)).toMatchObject({ write: true })
  expect(() => readOptions(['--write', 'mysql'], known)).toThrow('--write takes all pairs: leave the names out.')
})

test('a pair or an option that is not there is named, and help has all that are', () => {
  expect(() => readOptions(['ftp'], known)).toThrow('There is no pair "ftp": there are mysql, http with ops.')
  expect(() => readOptions(['--all'], known)).toThrow("'--all'")
  expect(readOptions(['--help'], known)).toMatchObject({ help: true })
  expect(usage).toContain('--write')
})
