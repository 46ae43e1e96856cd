import type { FieldContract } from '@interlayer/contract'
import type { Field } from '@interlayer/runtime'
import * as fc from 'fast-check'
import { fieldPlaces, placesOf, textsOf, type FieldPlace } from '../places.ts'
import { knownTexts, type Subject } from '../subject.ts'
import { meaning } from '../values/meaning.ts'
import { generatorSeed, samplesOf } from '../values/samples.ts'

const arbitraryCount = 100
let kept: readonly string[] | undefined

/** Texts of all kinds, the same for every field. */
function arbitraryTexts(): readonly string[] {
  kept ??= fc.sample(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'grapheme' })), {
    seed: generatorSeed,
    numRuns: arbitraryCount,
  })
  return kept
}

/** Each field reads whatever it is given without throwing, and writes equal meaning in equal bytes. */
export function checkCodecs(subject: Subject): readonly string[] {
  const known = knownTexts(subject)
  return placesOf(subject.definitions)
    .flatMap(fieldPlaces)
    .flatMap((place) => checkField(place, textsOf(place.key, place.field, known)))
}

function checkField({ where, field, contract }: FieldPlace, known: readonly string[]): readonly string[] {
  return [...new Set(problemsOf(field, contract, known))].map((problem) => `${where}: ${problem}`)
}

function problemsOf(field: Field, contract: FieldContract, known: readonly string[]): readonly string[] {
  const failing = arbitraryTexts().find((text) => !reads(field, text))
  if (failing !== undefined)
    return [`decode throws at ${JSON.stringify(failing)}: a remote mistake is no error, so give a problem instead.`]
  const samples = samplesOf(field, contract, known)
  if (samples.length === 0)
    return ['no text of it is known that decodes: give it one in a partner of ./testing, or in a fixture.']
  return [
    ...samples.flatMap((text) => roundTrip(field, text)),
    ...(contract.codec === 'choice' ? unknownWord(field) : []),
  ]
}

function reads(field: Field, text: string): boolean {
  try {
    field.decode(text)
    return true
  } catch {
    return false
  }
}

/** What is read can be written, reads as the same then, and has the same bytes from the second time on. */
function roundTrip(field: Field, text: string): readonly string[] {
  const read = field.decode(text)
  if (read.state !== 'decoded' || field.options.status === 'readOnly') return []
  const written = writing(field, read.value)
  if (written === undefined) return ['what decode gives is refused by encode: a side could not repeat what it reads.']
  const again = field.decode(written)
  if (again.state !== 'decoded' || meaning(again.value) !== meaning(read.value))
    return ['a value that is written reads as another: decode has to undo encode.']
  if (writing(field, again.value) !== written)
    return ['the same value gives other bytes the second time: make encode canonical.']
  const turned = writing(field, reversed(read.value))
  const turnedRead = turned === undefined ? undefined : field.decode(turned)
  return turnedRead?.state === 'decoded' &&
    meaning(turnedRead.value) === meaning(read.value) &&
    ordered(field) &&
    turned !== written
    ? ['values of equal meaning give different bytes by the order of their members: sort them.']
    : []
}

function ordered({ options }: Field): boolean {
  return !('style' in options) || options.style !== 'python-unsorted'
}

function writing(field: Field, value: unknown): string | undefined {
  try {
    return field.encode(value)
  } catch {
    return undefined
  }
}

/** The same with members of records, which have no order, the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  )
}

function unknownWord(field: Field): readonly string[] {
  return field.decode('word-that-nobody-uses').state === 'unknown'
    ? []
    : ['a word that is not in its list does not read as absence: lists have to be able to grow.']
}
