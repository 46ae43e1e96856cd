import { expect, test } from 'vitest'
import { brokenCitations, brokenLinks } from '../src/links.ts'

const page = (text: string) => new Map([['tooling/docs/PAGE.md', text]])

test('links to files, folders, headings and other places are followed', () => {
  expect(
    brokenLinks(page('# Two Words!\n[a](package.json) [b](../docs) [c](#two-words) [d](https://nowhere.invalid/)')),
  ).toEqual([])
  expect(brokenLinks(page('one\n[a](gone.md) [b](#nothing)'))).toEqual([
    'tooling/docs/PAGE.md:2 leads to tooling/docs/gone.md, which does not exist: mend the link.',
    'tooling/docs/PAGE.md:2 leads to #nothing, which tooling/docs/PAGE.md does not have: mend the link.',
  ])
})

test('what stands in code is no link', () => {
  expect(brokenLinks(page('```\n[a](gone.md)\n```\n'))).toEqual([])
})

test('a test is cited by its whole name', () => {
  const name = 'a test is cited by its whole name'
  expect(brokenCitations(page(`[${name}](test/links.test.ts)`))).toEqual([])
  expect(brokenCitations(page('[a test is cited](test/links.test.ts)'))).toEqual([
    'tooling/docs/PAGE.md:1 cites the test "a test is cited", which tooling/docs/test/links.test.ts does not have: cite a test by its name.',
  ])
})
