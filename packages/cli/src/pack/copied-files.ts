import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { CliError } from '../errors.ts'
import type { CharmFile } from './charm-file.ts'

/** What goes into every charm that has it. */
const usual = [
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
  'LICENCE',
  'NOTICE',
  'README.md',
  'copyright',
  'icon.svg',
  'lxd-profile.yaml',
  'version',
  'handlers',
  'templates',
]

/** What goes into none that is in a folder. */
const never = /^(node_modules|tests?|__tests__|__pycache__|\..*|.*\.(test|spec)\.[^.]+|.*\.(charm|code))$/

/** What goes into none, whoever names it: packages are bundled, and code that V8 made belongs to one machine. */
const refused = /^(node_modules|\.git|.*\.code)$/

/** Most files that are copied. */
const mostFiles = 10_000

/**
 * The usual files, and those that are named: a folder with all that is in it, except tests, packages, and what begins with a
 * dot. A symbolic link is copied as what it leads to, which must be in the charm's directory.
 */
export function copiedFiles(directory: string, include: readonly string[]): readonly CharmFile[] {
  const root = realpathSync(directory)
  const named = include.map((path) => insidePath(path, directory))
  const paths = [...usual.filter((path) => existsSync(join(root, path))), ...named]
  const found = new Map<string, CharmFile>()
  // Folders add what is in them: the list grows while this goes through it.
  const queue = [...new Set(paths)]
  for (const path of queue) {
    const full = targetOf(path, root)
    if (!full.startsWith(`${root}${sep}`)) throw refusal(path, `leads out of the charm, to ${full}. Copy it.`)
    const stats = statSync(full)
    if (stats.isDirectory()) queue.push(...contentOf(full).map((name) => `${path}/${name}`))
    else if (!stats.isFile()) throw refusal(path, 'is neither a file nor a folder. Remove it.')
    else found.set(path, { path, content: readFileSync(full), executable: (stats.mode & 0o100) !== 0 })
    if (queue.length > mostFiles) throw refusal(path, `is one of more than ${mostFiles} files. Include fewer.`)
  }
  return [...found.values()]
}

function targetOf(path: string, root: string): string {
  try {
    return realpathSync(join(root, path))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw refusal(path, `is a link that leads nowhere (${reason}). Remove it.`)
  }
}

function contentOf(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !never.test(name))
}

function insidePath(path: string, directory: string): string {
  const clean = posix.normalize(path).replace(/\/$/, '')
  if (clean === '.' || clean.startsWith('..') || posix.isAbsolute(clean))
    throw refusal(path, 'is not in the charm. Include what is in its directory, by a relative path.')
  if (clean.split('/').some((name) => refused.test(name)))
    throw refusal(path, 'goes into no charm. Code is bundled with all that it imports.')
  if (existsSync(join(directory, clean))) return clean
  throw new CliError('FILE_UNREADABLE', `${path}, which is to be included, is not in ${directory}. Correct its name.`)
}

function refusal(path: string, problem: string): CliError {
  return new CliError('INPUT_INVALID', `${path} ${problem}`)
}
