import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text by path from the root of the repository, with `/` between folders. */
export type Files = ReadonlyMap<string, string>

/** A rule of this repository: one line for each problem, naming the file and the cure. */
export type Rule = (files: Files) => readonly string[]

const root = join(import.meta.dirname, '../../..')
const generated = ['**/node_modules', '**/dist', '**/coverage', '**/.turbo']

/** Every file of every package, and what the root says of them, as it is on disk: what is not committed yet counts too. */
export function readRepository(): Files {
  return new Map(
    globSync(['{packages,tooling,examples,.github}/**', 'package.json', 'CONTRIBUTING.md'], {
      cwd: root,
      exclude: generated,
      withFileTypes: true,
    })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}

/** The files whose path matches, with the groups of the match. */
export function matching(
  files: Files,
  pattern: RegExp,
): readonly { path: string; text: string; groups: readonly string[] }[] {
  return [...files].flatMap(([path, text]) => {
    const match = pattern.exec(path)
    return match === null ? [] : [{ path, text, groups: match.slice(1) }]
  })
}
