import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTarball } from './tarball.ts'
import { tarballProblems } from './tarball-rules.ts'

/** What `changeset pack` writes beside the tarballs. */
interface PublishPlan {
  readonly plan: readonly (readonly { readonly tarball?: { readonly path: string } }[])[]
}

/** The tarballs in a folder that `changeset pack` has written, by path. */
export function packedTarballs(folder: string): readonly string[] {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- changesets have written it
  const { plan }: PublishPlan = JSON.parse(readFileSync(join(folder, 'publish-plan.json'), 'utf8'))
  return plan.flat().flatMap(({ tarball }) => (tarball === undefined ? [] : [join(folder, tarball.path)]))
}

/** What keeps these tarballs from being published. */
export async function packedProblems(paths: readonly string[]): Promise<readonly string[]> {
  const problems: string[] = []
  for (const path of paths) problems.push(...tarballProblems(await readTarball(readFileSync(path))))
  return problems
}
