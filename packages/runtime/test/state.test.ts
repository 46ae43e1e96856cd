import { expect, test } from 'vitest'
import { maxPieceLength, UnitState } from '../src/transaction/state.ts'

test('a value is one text under its key, and an equal one is not written again', () => {
  const state = new UnitState(new Map([['interlayer.flags', '["a"]']]))
  state.set('interlayer.flags', ['a'])
  expect(state.get('interlayer.flags')).toEqual(['a'])
  expect(state.delta()).toEqual(new Map())
  state.set('interlayer.flags', undefined)
  expect(state.delta()).toEqual(new Map([['interlayer.flags', '']]))
})

test('an empty list is not stored where there was none, and overwrites one: nothing has to be deleted for it', () => {
  const state = new UnitState(new Map([['interlayer.flags', '["a"]']]))
  state.set('interlayer.flags', [])
  state.set('interlayer.triggers', [])
  state.set('interlayer.pending', {})
  expect(state.delta()).toEqual(new Map([['interlayer.flags', '[]']]))
})

test('a long value continues under further keys, reads as one, and leaves no piece behind when it shrinks', () => {
  const long = 'é'.repeat(2.5 * maxPieceLength)
  const first = new UnitState(new Map())
  first.set('k', long)
  const stored = first.delta()
  expect([...stored.keys()]).toEqual(['k', 'k#1', 'k#2'])
  expect(Math.max(...[...stored.values()].map((piece) => new TextEncoder().encode(piece).length))).toBeLessThan(65_536)
  const second = new UnitState(stored)
  expect(second.get('k')).toBe(long)
  expect(second.keys('k')).toEqual(['k'])
  second.set('k', 'short')
  expect(second.delta()).toEqual(
    new Map([
      ['k', '"short"'],
      ['k#1', ''],
      ['k#2', ''],
    ]),
  )
})

test('what does not read counts as never stored, and is named', () => {
  const state = new UnitState(new Map([['k', '{"half']]))
  expect(state.get('k')).toBeUndefined()
  expect(state.unreadable).toEqual(['k'])
})
