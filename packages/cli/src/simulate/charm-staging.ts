import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { stringify } from 'yaml'
import { CliError } from '../errors.ts'
import type { StagingArea } from './staging-area.ts'
import { parseYaml } from './yaml-text.ts'

/** What runs the hooks of a charm. */
export type Way = 'dispatch' | 'hooks' | 'interlayer.yaml' | 'src/charm.py'

const ways: readonly Way[] = ['dispatch', 'hooks', 'interlayer.yaml', 'src/charm.py']

/** What is written as `dispatch` where a charm is packed by a tool that adds it. */
const dispatches: Readonly<Partial<Record<Way, string>>> = {
  'interlayer.yaml': 'exec "$JUJU_CHARM_DIR/node_modules/.bin/interlayer" dispatch',
  // What charmcraft has a charm start with, but with the Python that is first on the PATH.
  'src/charm.py':
    'PYTHONPATH="$JUJU_CHARM_DIR/lib:$JUJU_CHARM_DIR/src${PYTHONPATH:+:$PYTHONPATH}" exec python3 -B "$JUJU_CHARM_DIR/src/charm.py"',
}

/** What runs the hooks of the charm in a directory. */
export function runsBy(directory: string): Way | undefined {
  return ways.find((way) => existsSync(join(directory, way)))
}

/** Whether a directory is as Juju has it on a machine. */
export function isPacked(directory: string): boolean {
  return existsSync(join(directory, 'manifest.yaml'))
}

/** Not part of a charm, and often large; what starts with a dot is neither. */
const leftOut: ReadonlySet<string> = new Set(['__pycache__', 'node_modules', 'venv'])

/** A copy of a charm's sources, with the files that packing them would add. */
export function stage(directory: string, way: Way, area: StagingArea): string {
  const staged = area.place()
  const isPart = (path: string): boolean => path === directory || !isLeftOut(basename(path))
  cpSync(directory, staged, { recursive: true, verbatimSymlinks: true, filter: isPart })
  const modules = join(directory, 'node_modules')
  if (existsSync(modules)) symlinkSync(modules, join(staged, 'node_modules'))
  if (!existsSync(join(staged, 'metadata.yaml'))) writeJujuFiles(directory, staged)
  const line = dispatches[way]
  if (line !== undefined) writeFileSync(join(staged, 'dispatch'), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  return staged
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || leftOut.has(name)
}

/** Sections of `charmcraft.yaml` that are files of their own for Juju. */
const ownFiles = ['config', 'actions'] as const

function writeJujuFiles(source: string, directory: string): void {
  const sections = readCharmcraft(source)
  const own = new Set<string>(ownFiles)
  const metadata = Object.entries(sections).filter(([name]) => !own.has(name))
  writeFileSync(join(directory, 'metadata.yaml'), stringify(Object.fromEntries(metadata)))
  for (const name of ownFiles) {
    const file = join(directory, `${name}.yaml`)
    if (sections[name] !== undefined && !existsSync(file)) writeFileSync(file, stringify(sections[name]))
  }
}

function readCharmcraft(directory: string): Readonly<Record<string, unknown>> {
  const file = join(directory, 'charmcraft.yaml')
  if (!existsSync(file))
    throw new CliError(
      'INPUT_INVALID',
      `${directory} has neither metadata.yaml nor charmcraft.yaml: write one of them.`,
    )
  const value = parseYaml(readFileSync(file, 'utf8'), file)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new CliError('INPUT_INVALID', `${file} is no mapping: write name: and what else a charm has.`)
}
