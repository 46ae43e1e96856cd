import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SpawningCaller } from '../../src/process/agent/spawning-caller.ts'
import { temporaryFolder } from './support/agent.ts'

/** Calls tools that are shell scripts on a PATH of their own. */
async function withTools(tools: Record<string, string>, options = {}): Promise<SpawningCaller> {
  const folder = await temporaryFolder()
  for (const [name, script] of Object.entries(tools)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(folder, name), 0o755)
  }
  return new SpawningCaller({ PATH: `${folder}:/bin:/usr/bin`, JUJU_CONTEXT_ID: 'x-1' }, options)
}

test('a tool gets arguments, environment and standard input as they are, and its code and both outputs come back', async () => {
  const caller = await withTools({ 'relation-set': 'printf "%s|" "$@" "$JUJU_CONTEXT_ID"; cat; echo no >&2; exit 2' })
  expect(await caller.call('relation-set', ['-r', 'db:1', '', "it's $HOME"], '{"a": "é"}')).toEqual({
    code: 2,
    stdout: `-r|db:1||it's $HOME|x-1|{"a": "é"}`,
    stderr: 'no\n',
  })
})

test('a tool that does not read what it is given is none the worse for it', async () => {
  const caller = await withTools({ 'state-set': 'echo done' })
  expect(await caller.call('state-set', [], 'x'.repeat(1_048_576))).toEqual({ code: 0, stdout: 'done\n', stderr: '' })
})

test('an argument with a NUL, which no process can have, is passed with a mark in its place', async () => {
  const caller = await withTools({ 'juju-log': 'printf %s "$1"' })
  expect((await caller.call('juju-log', ['a\0b'])).stdout).toBe('a\uFFFDb')
})

test('the content of a secret is in a file that is gone afterwards, and no argument', async () => {
  const caller = await withTools({ 'secret-set': 'printf "%s " "$@"; cat "$2"; stat -c %a "$2"' })
  const { stdout } = await caller.call('secret-set', ['--', 'secret:x', 'password#base64=c2VjcmV0', 'user#base64=bWU='])
  const [, file = '', rest] = /^--file (\S+)(.*)$/s.exec(stdout) ?? []
  expect(rest).toBe(' -- secret:x {"password#base64": "c2VjcmV0", "user#base64": "bWU="}600\n')
  expect(existsSync(file)).toBe(false)
})

test('four tools run at a time, and the next one when one of them has ended', async () => {
  const folder = await temporaryFolder()
  // Each prints how many ended before it started; the first four wait until all four run.
  const script = `
    cd ${folder}; ls | grep -c ended
    touch started.$1
    [ $1 -lt 4 ] && until [ -e started.0 ] && [ -e started.1 ] && [ -e started.2 ] && [ -e started.3 ]; do sleep 0.01; done
    touch ended.$1`
  const caller = await withTools({ tool: script })
  const results = await Promise.all(Array.from({ length: 12 }, (_, index) => caller.call('tool', [String(index)])))
  const ended = results.map(({ stdout }) => Number(stdout))
  expect(ended.slice(0, 4)).toEqual([0, 0, 0, 0])
  expect(ended.filter((count, index) => count < index - 3)).toEqual([])
})

test('a tool that takes too long is ended, and that is said', async () => {
  const caller = await withTools({ 'config-get': 'exec sleep 60' }, { timeout: 50 })
  await expect(caller.call('config-get', [])).rejects.toMatchObject({
    code: 'TOOL_FAILED',
    message:
      "The hook tool config-get could not be run to its end: it took longer than 50 ms. Juju's tools must be on the PATH. Nothing of this hook is published; Juju runs it again.",
  })
})

test('a tool that is not there, that is killed or that is not wanted any more is said to be so, without its arguments', async () => {
  const caller = await withTools({ 'config-get': 'kill -9 $$', 'juju-log': 'exec sleep 60' })
  const message = async (call: Promise<unknown>) => call.then(String, (error: unknown) => String(error))
  expect(await message(caller.call('is-leader', ['S3CRET']))).toContain(
    'is-leader could not be run to its end: ENOENT.',
  )
  expect(await message(caller.call('config-get', ['S3CRET']))).toContain(
    'config-get could not be run to its end: SIGKILL.',
  )
  const logging = caller.call('juju-log', ['S3CRET'])
  await caller.call('is-leader', []).catch(() => undefined)
  caller.close()
  expect(await message(logging)).toContain('juju-log could not be run to its end: ABORT_ERR.')
  expect(await message(caller.call('juju-log', ['S3CRET']))).not.toContain('S3CRET')
})
