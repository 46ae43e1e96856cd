import { expect, test } from 'vitest'
import { examplesIn } from '../src/example.ts'

const fence = '```'
const examples = (path: string, text: string) => examplesIn(new Map([[path, text]]))

test('code stands at the line where the document has it, with what it prints', () => {
  const document = `# A page\n${fence}ts\nconsole.log(1) // => 1\n${fence}\n`
  expect(examples('PAGE.md', document)).toEqual([
    { path: 'PAGE.md', place: 'PAGE.md:3', code: '\n\nconsole.log(1) // => 1\n', prints: ['1'] },
  ])
})

test('a block that continues is the rest of the one before it', () => {
  const document = `${fence}ts\nconst a = 1\n${fence}\nand\n${fence}ts continues\nconsole.log(a)\n// => 1\n${fence}\n`
  expect(examples('PAGE.md', document)).toEqual([
    { path: 'PAGE.md', place: 'PAGE.md:2', code: '\nconst a = 1\n\n\n\nconsole.log(a)\n// => 1\n', prints: ['1'] },
  ])
})

test('other languages are no examples, and other names of TypeScript do not hide one', () => {
  const document = `${fence}sh\nls\n${fence}\n${fence}\nplain\n${fence}\n${fence}typescript\n1\n${fence}\n`
  expect(examples('PAGE.md', document).map(({ place }) => place)).toEqual(['PAGE.md:8'])
})

test('a comment in a source is read without its stars', () => {
  const source = `/**\n * What it is.\n * ${fence}ts\n * if (true) {\n *   1\n * }\n * ${fence}\n */\nexport const a = 1\n`
  expect(examples('src/index.ts', source)).toEqual([
    { path: 'src/index.ts', place: 'src/index.ts:4', code: '\n\n\nif (true) {\n  1\n}\n', prints: [] },
  ])
})
