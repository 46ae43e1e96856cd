import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text by path from the root of the repository. */
export type Documents = ReadonlyMap<string, string>

export const root = join(import.meta.dirname, '../../..')

/** What is read on the way to a first contribution and after it. */
const written = [
  '*.md',
  '.changeset/README.md',
  'packages/README.md',
  'packages/cli/SIMULATE.md',
  '{packages,examples,tooling}/*/README.md',
]
/** Comments that editors show, and packages carry along. */
const commented = ['packages/*/src/**/*.ts']

/** Every document of the repository, and the sources whose comments hold examples. */
export function readDocuments(): Documents {
  const paths = globSync([...written, ...commented], { cwd: root }).sort()
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}
