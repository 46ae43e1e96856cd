import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Bundle } from './bundle.ts'
import { programFile, type CharmFile } from './charm-file.ts'
import { nodeOptions } from './node-options.ts'
import type { NodeRuntime } from './node-runtime.ts'

/** The folder of a charm with what was bundled. */
const folder = 'dist'
const launcher = `${folder}/dispatch.cjs`

/** The bundle, what starts it with V8's code of it, and the programs `dispatch` and `bin/interlayer` that start that. */
export async function startedBundle(
  { charm, others, command, imports }: Bundle,
  node: NodeRuntime | undefined,
): Promise<readonly CharmFile[]> {
  const name = charm.path.replace(/\.js$/, '')
  const text = await readFile(join(ownFolder(), 'launcher/dispatch.cjs'), 'utf8')
  return [
    programFile('dispatch', dispatch(node, imports)),
    programFile(launcher, text.replace('BUNDLE', name)),
    ...[charm, ...others, ...command].map((file) => ({ ...file, path: `${folder}/${file.path}` })),
    programFile('bin/interlayer', interlayer(node)),
  ]
}

/** The same in sources and when built: this package names itself. */
function ownFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@interlayer/cli/package.json'))
}

/** The last word is the file that charmcraft looks at, which has to exist. */
function dispatch(node: NodeRuntime | undefined, imports: readonly string[]): string {
  return shellScript(['cd "${0%/*}" || exit 1', ...execNode(node, { own: './bin/node', imports, args: launcher })])
}

/** Where it is started from stays the directory, for files in arguments. */
function interlayer(node: NodeRuntime | undefined): string {
  const args = `"\${self%/*}/../${folder}/interlayer.cjs" "$@"`
  return shellScript([
    'self="$0"',
    '[ ! -L "$self" ] || self="$(readlink -f "$self")"',
    ...execNode(node, { own: '"${self%/*}/node"', imports: [], args }),
  ])
}

interface Start {
  /** Where the charm's own Node is. */
  readonly own: string
  readonly imports: readonly string[]
  readonly args: string
}

function execNode(node: NodeRuntime | undefined, { own, imports, args }: Start): readonly string[] {
  if (node === undefined) return [needsNode, `exec node ${args}`]
  return [['exec', own, ...nodeOptions(node.version, imports), args].join(' ')]
}

const needsNode =
  'command -v node >/dev/null || { echo "This charm needs Node 22.18 or later: install it, or pack the charm with --node." >&2; exit 1; }'

function shellScript(lines: readonly string[]): string {
  return ['#!/bin/sh', ...lines, ''].join('\n')
}
