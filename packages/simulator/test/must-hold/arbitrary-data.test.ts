import { array, assert, asyncProperty, constantFrom, dictionary, oneof, string, type Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { hearing } from '../support/hearing.ts'
import { say } from '../support/turn.ts'

const marked = 'S3CRET'
const names = [
  'value',
  'note',
  'tags',
  'extra',
  'token',
  'item_a',
  'item_',
  'item_item_',
  '__proto__',
  'private-address',
]
const texts = [
  '1',
  '-7',
  '{"size":1}',
  '{"size":"1"}',
  '{"__proto__":{"size":1}}',
  '[]',
  'null',
  '"',
  '{',
  ',,',
  '\u0000',
  '',
]

/** Databags of every kind, half of their keys declared. */
const databags: Arbitrary<Record<string, string>> = dictionary(
  oneof(constantFrom(...names), string({ minLength: 1, unit: 'binary' })),
  oneof(
    constantFrom(...texts),
    string({ unit: 'binary' }).map((text) => marked + text),
  ),
)

test('whatever a databag holds, no hook fails, a flag that means ready is raised by whole data only, and no value is shown', async () => {
  await assert(
    asyncProperty(array(databags, { minLength: 1, maxLength: 4 }), async (written) => {
      const listener = await hearing()
      for (const values of written) {
        const emptied = [...(listener.model.databag({ number: 0 }, 'speaker/0')?.keys() ?? [])]
        await say(listener, { ...Object.fromEntries(emptied.map((key) => [key, ''])), ...values })
        const ready = isInteger(values['value']) && isJsonOrEmpty(values['extra'])
        expect(listener.model.flags('listener/0').includes('in.available')).toBe(ready)
        expect(listener.last().data()).toHaveLength(ready ? 1 : 0)
      }
      expect(JSON.stringify(listener.last().problems)).not.toContain(marked)
      expect(listener.model.trace.filter((event) => event.event === 'hook' && event.outcome === 'failed')).toEqual([])
    }),
    { numRuns: 200 },
  )
})

function isInteger(text = ''): boolean {
  return /^-?\d+$/.test(text)
}

function isJsonOrEmpty(text = ''): boolean {
  try {
    return text === '' || JSON.parse(text) !== undefined
  } catch {
    return false
  }
}
