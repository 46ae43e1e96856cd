import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { TraceEvent } from '@interlayer/simulator'
import { beforeAll, describe, expect, test, vi } from 'vitest'

const readme = new URL('../../../README.md', import.meta.url)
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
// A dozen servers start and stop, and a charm is packed, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

function start(...args: readonly string[]) {
  return spawn(process.execPath, ['--conditions=@interlayer/source', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(...args: readonly string[]): Promise<readonly [number | null, string, string]> {
  const demo = start(...args)
  const exit = once(demo, 'exit')
  const [output, errors] = await Promise.all([text(demo.stdout), text(demo.stderr)])
  const [status] = (await exit) as [number | null]
  return [status, output, errors]
}

describe('piped', () => {
  let [status, output, errors] = [null as number | null, '', '']
  beforeAll(async () => {
    ;[status, output, errors] = await run()
  })

  test('it tells all of its story in plain lines, and ends well', () => {
    expect([status, errors]).toEqual([0, ''])
    expect(output).not.toContain('\u001b')
    const lines = output.trimEnd().split('\n')
    expect(lines.at(-1)).toBe('demo: ok')
    expect(lines.at(-2)).toMatch(/^\d+ hooks ran\.$/)
    const pages = lines.filter((line) => line.startsWith('GET')).map((line) => line.split(' ').at(-1))
    expect(pages).toEqual([
      ...['website/0', 'website/1'],
      ...['website/0', 'website/1', 'website/2'],
      ...['website/0', 'website/1'],
      ...['website/0', 'website/1', 'website/3'],
      ...['website/0', 'website/1'],
      // In bash.
      ...['shell/0'],
    ])
    expect(lines.filter((line) => / requests .* 0 failed\.$/.test(line))).toHaveLength(2)
    expect(lines).toContain('website:juju-info     watcher:host        juju-info  subordinate')
  })

  test('it prints what README.md shows of it, in that order', () => {
    const printed = linesOf(output)
    const absent = linesOf(shownDemo()).filter((line) => {
      const index = printed.indexOf(line)
      if (index !== -1) printed.splice(0, index + 1)
      return index === -1
    })
    expect(absent, 'The demo prints something else by now: run it, and show that.').toEqual([])
  })
})

test('as JSON it gives the trace and nothing else, the same for the same seed', async () => {
  const runs = await Promise.all([run('--json', '--seed', '7'), run('--json', '--seed', '7')])
  const traces = runs.map(([status, output, errors]) => {
    expect([status, errors]).toEqual([0, ''])
    // Each run has a network of its own.
    const lines = output
      .trimEnd()
      .replaceAll(/127\.\d+\./g, '127.*.')
      .split('\n')
    return lines.map((line) => JSON.parse(line) as TraceEvent)
  })
  expect(traces[0]?.filter(({ event }) => event === 'hook').length).toBeGreaterThan(50)
  expect(traces[0]).toEqual(traces[1])
})

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops it, with the status that a shell expects', async ([signal, expected]) => {
  const demo = start()
  const exit = once(demo, 'exit')
  await once(demo.stdout, 'data')
  demo.kill(signal)
  expect(await exit).toEqual([expected, null])
})

test.for([
  [['--seed', 'x'], '--seed takes a whole number, and got "x".'],
  [['--seed', '-1'], "Option '--seed' argument is ambiguous."],
  [['--sed'], "Unknown option '--sed'"],
] as const)('%s is refused', async ([args, problem]) => {
  const [status, output, errors] = await run(...args)
  expect([status, output]).toEqual([2, ''])
  expect(errors).toContain(problem)
})

function shownDemo(): string {
  const [, after = ''] = readFileSync(readme, 'utf8').split('npx pnpm@12.21.0 demo')
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
