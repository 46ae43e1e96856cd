import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { charmDirectory } from '../support/charm-directory.ts'

const run = fileURLToPath(new URL('../support/process-run.ts', import.meta.url))
const tell = ({ stdin }: ChildProcess): void => void stdin?.write('now\n')
const signal =
  (name: NodeJS.Signals) =>
  ({ pid = 0 }: ChildProcess): void =>
    void process.kill(-pid, name)

const ways: readonly (readonly [string, string, (child: ChildProcess) => void, number | NodeJS.Signals])[] = [
  ['closes its model', 'close', tell, 'SIGTERM'],
  ['exits', 'exit', tell, 3],
  ['throws', 'throw', tell, 1],
  ['gets Ctrl-C', 'wait', signal('SIGINT'), 'SIGINT'],
  ['is told to end', 'wait', signal('SIGTERM'), 'SIGTERM'],
  ['is killed with SIGKILL', 'wait', signal('SIGKILL'), 'SIGKILL'],
]

test.for(ways)(
  'no process of a hook and no file outlives a run that %s',
  { timeout: 60_000 },
  async ([, way, end, status]) => {
    const home = mkdtempSync(join(tmpdir(), 'interlayer-run-'))
    onTestFinished(() => rmSync(home, { recursive: true }))
    const [server, connections] = [createServer(), new Array<Socket>()]
    server.listen(join(home, 'test'))
    onTestFinished(() => void server.close())
    // Each of the two writes files as long as it lives, and ends only if somebody ends it.
    const act = `require('net').connect('${join(home, 'test')}'); setInterval(() => require('fs').writeFileSync(String(Math.random()), ''), 1)`
    const directory = charmDirectory({
      'hooks/install': "trap '' INT TERM HUP; ./stubborn & exec ./stubborn",
      stubborn: `#!${process.execPath}\n${act}\n`,
    })
    const child = spawn(process.execPath, ['--conditions=@interlayer/source', run, directory, way], {
      detached: true,
      env: { ...process.env, TMPDIR: home },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const exit = once(child, 'exit')
    while (connections.length < 2) connections.push(...((await once(server, 'connection')) as [Socket]))
    const gone = Promise.all(connections.map((connection) => once(connection.resume(), 'close')))
    const removed = removal(home)
    end(child)
    await Promise.all([gone, removed])
    if (way === 'close') child.kill()
    expect((await exit).find((value) => value !== null)).toBe(status)
  },
)

/** Resolves when the files of a run are gone from a directory, where they are. */
async function removal(home: string): Promise<void> {
  const left = (): boolean => readdirSync(home).some((name) => name !== 'test')
  expect(left()).toBe(true)
  const changes = watch(home)
  while (left()) await once(changes, 'change')
  changes.close()
}
