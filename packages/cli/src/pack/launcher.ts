import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Bundle } from './bundle.ts'
import { programFile, type CharmFile } from './charm-file.ts'

/** The folder of a charm with what was bundled. */
const folder = 'dist'
const launcher = `${folder}/dispatch.cjs`

/** How a charm starts. */
export interface Start {
  /** Whether it brings its Node along. */
  readonly hasNode: boolean
}

/** The bundle, what starts it with V8's code of it, and the programs `dispatch` and `bin/interlayer` that start that. */
export async function startedBundle({ charm, others, command }: Bundle, start: Start): Promise<readonly CharmFile[]> {
  const name = charm.path.replace(/\.js$/, '')
  const text = await readFile(join(ownFolder(), 'launcher/dispatch.cjs'), 'utf8')
  return [
    programFile('dispatch', dispatch(start)),
    programFile(launcher, text.replace('BUNDLE', name)),
    ...[charm, ...others, ...command].map((file) => ({ ...file, path: `${folder}/${file.path}` })),
    programFile('bin/interlayer', interlayer(start)),
  ]
}

/** The same in sources and when built: this package names itself. */
function ownFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@interlayer/cli/package.json'))
}

/**
 * The last word is the file that charmcraft looks at, which has to exist. V8 need not make the hash tables of its snapshot
 * anew, a quarter of Node's start: nobody can fill them who could not write without end anyway. A Node that is not the
 * charm's own may not know that option.
 */
function dispatch({ hasNode }: Start): string {
  return shellScript([
    'cd "${0%/*}" || exit 1',
    ...(hasNode ? [] : [needsNode]),
    `exec ${hasNode ? './bin/node --no-rehash-snapshot' : 'node'} ${launcher}`,
  ])
}

/** Where it is started from stays the directory, for files in arguments. */
function interlayer({ hasNode }: Start): string {
  return shellScript([
    'self="$0"',
    '[ ! -L "$self" ] || self="$(readlink -f "$self")"',
    ...(hasNode ? [] : [needsNode]),
    `exec ${hasNode ? '"${self%/*}/node" --no-rehash-snapshot' : 'node'} "\${self%/*}/../${folder}/interlayer.cjs" "$@"`,
  ])
}

const needsNode =
  'command -v node >/dev/null || { echo "This charm needs Node 22.18 or later: install it, or pack the charm with --node." >&2; exit 1; }'

function shellScript(lines: readonly string[]): string {
  return ['#!/bin/sh', ...lines, ''].join('\n')
}
