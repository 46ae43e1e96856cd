import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = new URL('../src/main.ts', import.meta.url).pathname

/** What it prints, and how it ends. */
function run(...args: readonly string[]): readonly unknown[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@interlayer/source', program, ...args],
    {
      encoding: 'utf8',
    },
  )
  return [status, stdout.trim(), stderr.trim()]
}

test('it says how it is called', () => {
  const usage = expect.stringContaining('Usage: pnpm new-interface <name>') as string
  expect(run('--help')).toEqual([0, usage, ''])
  expect(run()).toEqual([1, '', usage])
})

test('what it cannot start ends with an error, and without a package', () => {
  expect(run('http')).toEqual([1, '', 'packages/interface-http is there already: change it, or remove it first.'])
  expect(run('Dns')).toEqual([1, '', expect.stringContaining('"Dns" is no name of an interface') as string])
  expect(run('dns', '--from', 'none.json')).toEqual([1, '', expect.stringContaining('none.json') as string])
  expect(run('dns', '--from', program)).toEqual([
    1,
    '',
    `${program} is no JSON: give what model_json_schema() returns, written by json.dumps.`,
  ])
  const provided = new URL('../../../packages/interface-http/schemas/wire-0/provides.unit.json', import.meta.url)
    .pathname
  const ofProvider = `${provided} is of the side that provides: leave out --peers.`
  expect(run('dns', '--peers', '--from', provided)).toEqual([1, '', ofProvider])
  expect(run('dns', '--from', 'none.json', '--encoding', 'xml')).toEqual([
    1,
    '',
    '--encoding is "xml": give text or json.',
  ])
})
