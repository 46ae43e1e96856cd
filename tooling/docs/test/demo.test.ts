import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readDocuments, root } from '../src/documents.ts'

const demo = join(root, 'examples/demo/src/main.ts')
/** A dozen servers start and stop, which a busy machine takes its time for. */
const timeout = 60_000

test('what README.md shows of the demo is what the demo prints, in that order', { timeout }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@interlayer/source', demo])
  const printed = linesOf(stdout)
  const absent = linesOf(shownDemo()).filter((line) => {
    const index = printed.indexOf(line)
    if (index !== -1) printed.splice(0, index + 1)
    return index === -1
  })
  expect(absent, 'The demo prints something else by now: run it, and show that.').toEqual([])
})

function shownDemo(): string {
  const [, after = ''] = readDocuments().get('README.md')?.split('npx pnpm@12.21.0 demo') ?? []
  return /```text\n([^]*?)```/.exec(after)?.[1] ?? 'README.md shows no output of the demo'
}

/** Without what differs from run to run (the network, the number of requests), the length of rules, and gaps that say so. */
function linesOf(text: string): string[] {
  return text
    .replaceAll(/127\.\d+\./g, '127.*.')
    .replaceAll(/^\d+ requests/gm, '* requests')
    .replaceAll(/ ─+$/gm, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && line !== '… (lines left out)')
}
