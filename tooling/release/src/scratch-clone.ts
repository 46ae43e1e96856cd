import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, type Command, type Surroundings } from './command.ts'
import { publishedPackages } from './workspace.ts'

/** A clone of the repository in which releases are made. */
export interface ScratchClone {
  readonly folder: string
  readonly run: (...line: Command['line']) => Promise<string>
}

/** Where releases of a clone go. */
export interface Origin {
  /** The repository that is cloned. It is read only. */
  readonly root: string
  /** The registry that gets the packages. */
  readonly url: string
}

/** Clones what is committed, and has everything that is released from there go to one registry. */
export async function cloneRepository({ root, url }: Origin, surroundings: Surroundings): Promise<ScratchClone> {
  const folder = surroundings.directory
  // The user's own configuration of git says whose repositories may be read.
  const asUser = { ...surroundings, directory: root, env: { ...surroundings.env, GIT_CONFIG_GLOBAL: undefined } }
  await run({ line: ['git', 'clone', '--quiet', '--no-tags', root, folder] }, asUser)
  const { host } = new URL(url)
  writeFileSync(join(folder, '.npmrc'), `@interlayer:registry=${url}\n//${host}/:_authToken=rehearsal\n`)
  appendFileSync(join(folder, '.git/info/exclude'), '.npmrc\n')
  const inside: ScratchClone['run'] = (...line) => run({ line }, surroundings)
  await inside('pnpm', 'install', '--frozen-lockfile', '--prefer-offline')
  const target = (await inside('pnpm', 'config', 'get', '@interlayer:registry')).trim()
  if (target !== url) throw new Error(`pnpm would publish to ${target} and not to ${url}: nothing was published.`)
  return { folder, run: inside }
}

/** Turns changesets into versions as the release pull request does, and commits them. */
export async function versionPackages(clone: ScratchClone): Promise<void> {
  await clone.run('pnpm', 'run', 'release:version')
  await clone.run('git', 'add', '--all')
  await clone.run('git', 'commit', '--quiet', '--allow-empty', '--message', 'Version packages')
}

/** Builds, checks, packs and publishes, as the release does. */
export async function publishPackages(clone: ScratchClone): Promise<void> {
  await clone.run('pnpm', 'run', 'release')
}

/** The names of what the clone publishes. */
export function packageNames({ folder }: ScratchClone): readonly string[] {
  return publishedPackages(folder).map(({ name }) => name)
}
