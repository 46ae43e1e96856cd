import { defineInterface, port, secret, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { samplePartners } from '../src/index.ts'

test('partners are made up for every side that writes: whole, without something that is needed, and with a text that fails', () => {
  const gate = defineInterface({
    name: 'gate',
    wire: 0,
    summary: 'A gate.',
    provides: { unit: { port: port('Where.') }, app: { key: secret('Opens it.', { teeth: text('Of it.') }) } },
    requires: {},
  })
  const { provides, ...others } = samplePartners(gate)
  expect(others).toEqual({})
  const whole = provides?.valid
  const [uri] = Object.keys(whole?.secrets ?? {})
  expect(whole).toEqual({
    unit: { port: expect.stringMatching(/^\d+$/) as string },
    app: { key: uri },
    secrets: { [uri ?? '']: { teeth: expect.any(String) as string } },
  })
  expect(provides).toEqual({
    valid: whole,
    partial: { ...whole, unit: {} },
    invalid: { ...whole, unit: { port: 'garbled7f3a' } },
  })
})

test('a text that cannot fail makes no invalid partner, one that may be left out no partial one', () => {
  const note = defineInterface({
    name: 'note',
    wire: 0,
    summary: 'A note.',
    provides: { app: { words: text('What it says.', { optional: true }) } },
    requires: {},
  })
  expect(Object.keys(samplePartners(note).provides ?? {})).toEqual(['valid'])
})
