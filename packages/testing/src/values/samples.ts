import type { FieldContract } from '@interlayer/contract'
import type { Field } from '@interlayer/runtime'
import * as fc from 'fast-check'
import { jsonValues } from './json-values.ts'

/** A seed for everything that is generated, so that each run is the same. */
export const generatorSeed = 20_080

/** How many values are made of a field. */
const made = 40

/** Texts of a field that decode, the shortest of those made first; `known` are some that others wrote. */
export function samplesOf(field: Field, contract: FieldContract, known: readonly string[] = []): readonly string[] {
  const values = fc.sample(valuesOf(contract), { seed: generatorSeed, numRuns: made })
  const texts = values.flatMap((value) => encoded(field, value))
  const own = [...new Set(texts)].sort((a, b) => a.length - b.length)
  return [...known, ...own].filter((text) => text !== '' && isRead(field, text))
}

/** Values that the field should take, by what its contract says of it. */
function valuesOf({ codec, type, schema }: FieldContract): fc.Arbitrary<unknown> {
  if (schema !== undefined) return jsonValues(schema)
  if (codec === 'list') return fc.array(words, { minLength: 1, maxLength: 4 })
  if (type === 'integer') return fc.oneof(fc.integer({ min: 1, max: 65_535 }), fc.integer())
  if (type === 'boolean') return fc.boolean()
  if (type === 'string') return fc.oneof(words, fc.string({ minLength: 1, unit: 'grapheme' }))
  return fc.oneof(words, fc.dictionary(words, words, { maxKeys: 2, noNullPrototype: true }), fc.array(words))
}

const words = fc.stringMatching(/^[a-z][a-z0-9.-]{0,11}$/)

function isRead(field: Field, text: string): boolean {
  try {
    return field.decode(text).state === 'decoded'
  } catch {
    return false
  }
}

function encoded(field: Field, value: unknown): readonly string[] {
  try {
    return [field.encode(value)]
  } catch {
    return []
  }
}

/** A text that the field refuses, if there is one; it can be recognised wherever it is shown. */
export function garbledFor(field: Field): string | undefined {
  return garbled.find((text) => field.decode(text).state === 'invalid')
}

/** In every text of garbage. */
export const garbage = 'garbled7f3a'
const garbled = [
  garbage,
  `{"${garbage}":`,
  `"${garbage}"`,
  `["${garbage}"]`,
  `{"${garbage}": 1}`,
  `[{"${garbage}": 1}]`,
]
