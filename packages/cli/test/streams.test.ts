import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { charmModule, charmProject } from './support/charm-project.ts'
import { hookSocket } from './support/hook-socket.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** What a line of bash says, in which `interlayer` and `node` are commands, and how it ends. */
function bash(
  line: string,
  env: NodeJS.ProcessEnv = {},
): Promise<readonly [status: unknown, out: string, err: string]> {
  const script = [
    'set -o pipefail',
    `node() { '${process.execPath}' "$@"; }`,
    `interlayer() { node --conditions=@interlayer/source '${main}' "$@"; }`,
    line,
  ].join('\n')
  return new Promise((resolve) => {
    execFile(
      'bash',
      ['--norc', '-c', script],
      { env: { PATH: '/usr/bin:/bin', ...env }, maxBuffer: 2 ** 26 },
      (error, out, err) => {
        resolve([error?.code ?? 0, out, err])
      },
    )
  })
}

const databag = 'decode --interface http --side provides --bag unit --json'

/** More than a pipe holds. */
const much = 'x'.repeat(1_048_576)

test('who reads no more than the first line has what it wanted: that is no error, and no noise', async () => {
  const { path } = hookSocket(['first', much])
  expect(await bash('interlayer config | head -1', { INTERLAYER_SOCKET: path })).toEqual([0, 'first\n', ''])
})

test('output that cannot be written ends with 73 and says why', async () => {
  expect(await bash('interlayer --help > /dev/full')).toEqual([
    73,
    '',
    'OUTPUT_UNWRITABLE: Standard output cannot be written (ENOSPC): send it elsewhere.\n',
  ])
})

test('input that is a directory ends with 66, and one that never ends with 65', async () => {
  expect(await bash(`interlayer ${databag} < /`)).toEqual([
    66,
    '',
    'FILE_UNREADABLE: Standard input cannot be read (EISDIR): pipe what is to be read into the command.\n',
  ])
  expect(await bash(`interlayer ${databag} < /dev/zero`)).toEqual([
    65,
    '',
    'INPUT_INVALID: Standard input has more than 67108864 bytes: give less.\n',
  ])
})

test('pipes that another program has set not to wait are read and written to their end', async () => {
  const digest = createHash('sha256').update(`${much}\n`).digest('hex')
  const { path } = hookSocket(much)
  const env = { INTERLAYER_SOCKET: path }
  const slow = '{ sleep 0.5; echo "{}"; }'
  const set = "node -e 'process.stdin; process.stdout'"
  const line = `${slow} | { ${set}; interlayer call website configure - ; } | { sleep 0.5; sha256sum; }`
  expect(await bash(line, env)).toEqual([0, `${digest}  -\n`, ''])
})

test('a charm that leaves something open when it is loaded keeps no command from its end', async () => {
  const directory = charmProject({ 'src/charm.ts': `setInterval(() => undefined, 60_000)\n${charmModule}` })
  expect(await bash(`interlayer check '${directory}'`)).toEqual([0, 'The metadata agree with src/charm.ts.\n', ''])
})
