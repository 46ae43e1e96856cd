import { expect, test } from 'vitest'
import { withBlocks } from '../src/marks.ts'

const marked = (block: string) => `# Doors

<!-- flags: pnpm docs:generate -->
${block}
<!-- end of flags -->

By hand.
`

test('a block replaces what is between its marks, and nothing else', () => {
  const generated = withBlocks('README.md', marked('old'), { flags: 'new' })
  expect(generated).toBe(marked('\nnew\n'))
  expect(withBlocks('README.md', generated, { flags: 'new' })).toBe(generated)
})

test('a document without the marks is refused, with what to put into it', () => {
  expect(() => withBlocks('README.md', marked(''), { fields: '' })).toThrow(
    'README.md has no place for what is generated: put "<!-- fields: pnpm docs:generate -->" and "<!-- end of fields -->" into it, a line each.',
  )
})
