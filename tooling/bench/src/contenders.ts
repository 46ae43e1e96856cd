import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeOptions } from '@interlayer/cli'
import type { PythonEnvironment } from '@interlayer/python'
import { deployPacked } from './packed-charm.ts'

/** A program that is measured. */
export interface Contender {
  readonly name: string
  readonly title: string
  /** Relative paths are of its charm's directory. */
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The folder of the charm in `charms`; a program without one only starts and ends. */
  readonly charm?: string
}

/** The Python environments that the charms run in. */
export interface Pythons {
  readonly ops: PythonEnvironment
  readonly reactive: PythonEnvironment
}

const charms = join(import.meta.dirname, '../charms')
const hook = 'hooks/upstream-relation-changed'

/** As packed charms that bring their Node along start it: README.md says what that is worth. */
const options = nodeOptions(process.versions.node, [])

/** All that is compared. */
export function contenders({ ops, reactive }: Pythons): readonly Contender[] {
  const node = process.execPath
  const bundle = { command: [node, ...options, 'dist/dispatch.cjs'], charm: 'interlayer' } as const
  return [
    { name: 'node', title: 'bare `node`, an empty file', command: [node, 'empty.js'] },
    {
      name: 'node-as-packed',
      title: 'bare `node` with the options of packed charms',
      command: [node, ...options, 'empty.js'],
    },
    { name: 'python', title: 'bare `python3 -c pass`', command: [ops.python, '-c', 'pass'] },
    { ...bundle, name: 'interlayer', title: 'Interlayer, bundled', env: { INTERLAYER_HOOK_TOOLS: 'socket' } },
    {
      ...bundle,
      name: 'interlayer-spawn',
      title: 'Interlayer, tools spawned',
      env: { INTERLAYER_HOOK_TOOLS: 'spawn' },
    },
    { name: 'script', title: 'Python hook by hand', command: [ops.python, hook], charm: 'script' },
    { name: 'ops', title: `ops ${versionOf(ops, 'ops')}`, command: [ops.python, 'src/charm.py'], charm: 'ops' },
    {
      name: 'reactive',
      title: `charms.reactive ${versionOf(reactive, 'charms.reactive')}`,
      command: [reactive.python, hook],
      charm: 'reactive',
    },
  ]
}

/** The directory of a contender's charm, as it is deployed. */
export async function deploy({ charm }: Contender, directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  if (charm === undefined) await mkdir(directory)
  else if (charm === 'interlayer') await deployPacked(join(charms, charm), directory)
  else await cp(join(charms, charm), directory, { recursive: true })
}

function versionOf({ packages }: PythonEnvironment, name: string): string {
  return packages[name] ?? ''
}
