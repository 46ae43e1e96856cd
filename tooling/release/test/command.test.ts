import { readFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../src/command.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'interlayer-command-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const node = (source: string, signal = new AbortController().signal, input?: string) =>
  run(
    { line: [process.execPath, '--eval', source], ...(input === undefined ? {} : { input }) },
    { directory, env: { PATH: process.env['PATH'] }, signal },
  )
/** Starts a child that lives on; both say who they are when both run. */
const family = `
const child = require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
child.on('spawn', () => require('node:fs').writeFileSync('running', JSON.stringify([process.pid, child.pid])))
`

test('a command gives what it prints, and reads what it is given', async () => {
  expect(await node("process.stdin.on('data', (data) => console.log('read ' + data))", undefined, 'this')).toBe(
    'read this\n',
  )
})

test('a command that fails is named with the end of its output', async () => {
  await expect(node("console.log('out'); console.error('err'); process.exitCode = 3")).rejects.toThrow(
    / exited with 3 in .+:\n(?:out\nerr|err\nout)$/,
  )
})

test('a program that does not exist is an error', async () => {
  const surroundings = { directory, env: {}, signal: new AbortController().signal }
  await expect(run({ line: ['no-such-program'] }, surroundings)).rejects.toThrow('ENOENT')
})

test('stopping ends a command and all that it has started', async () => {
  const stopping = new AbortController()
  const running = node(`${family}; setInterval(() => {}, 1000)`, stopping.signal)
  const processes = await familyOf(directory)
  stopping.abort(new Error('Stopped by SIGINT.'))
  await expect(running).rejects.toThrow('Stopped by SIGINT.')
  await expect.poll(() => processes.filter(isAlive), { interval: 5, timeout: 10_000 }).toEqual([])
})

test('what a command leaves running ends with it', async () => {
  await node(`${family}; child.on('spawn', () => process.exit(0))`)
  const processes = await familyOf(directory)
  await expect.poll(() => processes.filter(isAlive), { interval: 5, timeout: 10_000 }).toEqual([])
})

test('nothing starts after a stop', async () => {
  await expect(node('', AbortSignal.abort(new Error('Stopped.')))).rejects.toThrow('Stopped.')
})

async function familyOf(folder: string): Promise<readonly number[]> {
  const read = (): string => {
    try {
      return readFileSync(join(folder, 'running'), 'utf8')
    } catch {
      return ''
    }
  }
  await expect.poll(read, { interval: 5, timeout: 30_000 }).toMatch(/\]$/)
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- written above
  return JSON.parse(read())
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
