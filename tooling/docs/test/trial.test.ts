import { expect, test } from 'vitest'
import { examplesIn } from '../src/example.ts'
import { tryExamples } from '../src/trial.ts'

const page = (name: string, code: string): readonly [string, string] => [name, `# Page\n\`\`\`ts\n${code}\n\`\`\`\n`]
const examples = examplesIn(
  new Map([
    page('WELL.md', "import { all } from '@interlayer/runtime'\nconsole.log(all('a')) // => { all: [ 'a' ] }"),
    page('REFUSED.md', "import { nothing } from '@interlayer/runtime'\nconst number: number = 'text'"),
    page('THROWING.md', "console.log('before')\nthrow new Error('no')"),
    page('REACHING.md', "import { mkdirSync } from 'node:fs'\nmkdirSync('somewhere')"),
    page('ENDLESS.md', 'await new Promise(() => undefined)'),
  ]),
)
const verdicts = await tryExamples(examples)
const verdictOf = (path: string) => [...verdicts].find(([example]) => example.path === path)?.[1]

test('an example that compiles and runs has no problems, and what it printed is kept', () => {
  expect(verdictOf('WELL.md')).toEqual({ problems: [], printed: ["{ all: [ 'a' ] }"] })
})

test('what the compiler refuses, and what is thrown, is told by the line of the document', () => {
  expect(verdictOf('REFUSED.md')).toEqual({
    problems: [
      `REFUSED.md:3: TS2305: Module '"@interlayer/runtime"' has no exported member 'nothing'.`,
      "REFUSED.md:4: TS2322: Type 'string' is not assignable to type 'number'.",
      "REFUSED.md:3: The requested module '@interlayer/runtime' does not provide an export named 'nothing'",
    ],
    printed: [],
  })
  expect(verdictOf('THROWING.md')).toEqual({ problems: ['THROWING.md:4: no'], printed: ['before'] })
})

test('an example that reaches for the machine is stopped', () => {
  expect(verdictOf('REACHING.md')).toEqual({
    problems: ['REACHING.md:4: Access to this API has been restricted. Use --allow-fs-write to manage permissions.'],
    printed: [],
  })
})

test('an example that does not come to an end is told from those before it', () => {
  expect(verdictOf('ENDLESS.md')).toEqual({ problems: ['ENDLESS.md:3: it did not come to an end.'], printed: [] })
})
