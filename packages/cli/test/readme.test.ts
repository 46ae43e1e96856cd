import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import charm from './readme/web/src/charm.ts'
import { interlayer } from './support/interlayer.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const directory = join(import.meta.dirname, 'readme')

/** What README shows of a terminal: a command, and what it prints. */
const shown = [...readme.matchAll(/^```console\n\$ interlayer (.*)\n([^]*?)^```$/gm)].map(
  ([, command = '', out = '']) => ({
    command,
    out,
  }),
)

test.each(shown)('interlayer $command prints what README shows', async ({ command, out }) => {
  expect((await interlayer(command.split(' '), { directory })).out.trimEnd()).toBe(out.trimEnd())
})

test('README shows these commands, of a charm whose endpoint its metadata call otherwise', () => {
  expect(shown.map(({ command }) => command.split(' ')[0])).toEqual(['decode', 'check', 'meta'])
  expect(Object.keys(charm.endpoints)).toEqual(['web'])
})
