import { expect, test } from 'vitest'
import { steps } from '../src/steps.ts'

function output(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text.replaceAll(/\d+\.\d s/g, 'N s')) }
}

test('a step that ends is one line, and gives its result', async () => {
  const piped = output(false)
  expect(await steps(piped)('clone', () => Promise.resolve(3))).toBe(3)
  expect(piped.written).toEqual(['ok clone: N s\n'])
})

test('a step that fails is one line, and passes its error on', async () => {
  const piped = output(false)
  await expect(steps(piped)('clone', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  expect(piped.written).toEqual(['FAILED clone: N s\n'])
})

test('a terminal has the line written over, in colour', async () => {
  const terminal = output(true)
  await steps(terminal)('clone', () => Promise.resolve())
  expect(terminal.written).toEqual(['\r\u001b[K\u001b[32mok\u001b[39m clone: N s\n'])
})
