import { readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { run, type Environment, type Surroundings } from './command.ts'

/** The environment in which `pnpm` is the one that package.json of a repository names. */
export async function withPinnedPnpm(root: string, surroundings: Surroundings): Promise<Environment> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- it is ours
  const { packageManager }: { readonly packageManager: string } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  // Found once: each start by npx takes a second.
  const found = await run(
    { line: ['npx', '--yes', '--package', packageManager, '-c', 'command -v pnpm'] },
    surroundings,
  )
  const { env } = surroundings
  return { ...env, PATH: [dirname(found.trim()), env['PATH'] ?? ''].join(delimiter) }
}
