import { expect, test } from 'vitest'
import { readDocuments } from '../src/documents.ts'
import { examplesIn } from '../src/example.ts'
import { brokenCitations, brokenLinks } from '../src/links.ts'
import { tryExamples } from '../src/trial.ts'

const documents = readDocuments()
const examples = examplesIn(documents)
const verdicts = await tryExamples(examples)

const byPlace = examples.map((example) => [example.place, example] as const)
test.each(byPlace)('the example at %s compiles, runs and prints what it says', (_place, example) => {
  expect(verdicts.get(example)).toEqual({ problems: [], printed: example.prints })
})

test('every relative link leads somewhere', () => {
  expect(brokenLinks(documents)).toEqual([])
})

test('every test that is cited exists', () => {
  expect(brokenCitations(documents)).toEqual([])
})
