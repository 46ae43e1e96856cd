import { join } from 'node:path'
import { run, type Environment, type Surroundings } from './command.ts'
import { changedPackage, changeInterface, changelogEntry, seeChange } from './interface-change.ts'
import { nodeVersions, type NodeVersion } from './node-versions.ts'
import { withPinnedPnpm } from './pinned-pnpm.ts'
import { newestVersions, publishedProblems, type PublishedVersion } from './published.ts'
import { startRegistry } from './registry.ts'
import { cloneRepository, packageNames, publishPackages, versionPackages, type ScratchClone } from './scratch-clone.ts'
import type { Step } from './steps.ts'
import { checkTypes, packageManagers, runCharm, startProject, type PackageManager } from './user-project.ts'

/** What a rehearsal needs. */
export interface Stage {
  /** The repository, of which only what is committed is rehearsed. */
  readonly root: string
  /** An empty folder for everything that it writes. */
  readonly folder: string
  readonly env: Environment
  readonly signal: AbortSignal
  readonly step: Step
}

/** What a rehearsal has shown. */
export interface Summary {
  readonly commit: string
  /** What the first release has published. */
  readonly packages: readonly Pick<PublishedVersion, 'name' | 'version' | 'integrity'>[]
  /** What has installed them, and what ran them. */
  readonly installedBy: readonly string[]
  readonly ranOn: readonly string[]
  /** What the second release has changed. All other packages are as they were. */
  readonly change: { readonly name: string; readonly from: string; readonly to: string; readonly changelog: string }
}

/** Releases what is committed to a registry on this machine, uses it as a charm's author would, and releases a change. */
export async function rehearse(stage: Stage): Promise<Summary> {
  const registry = await stage.step('start a registry', () => startRegistry(join(stage.folder, 'registry')))
  try {
    const env = await stage.step('find pnpm', () => withPinnedPnpm(stage.root, at(stage, '.')))
    return await rehearseAt(registry.url, { ...stage, env })
  } finally {
    await registry.close()
  }
}

async function rehearseAt(url: string, stage: Stage): Promise<Summary> {
  const { root, step } = stage
  const clone = await step('clone and install', () => cloneRepository({ root, url }, at(stage, 'repository')))
  const commit = (await clone.run('git', 'rev-parse', 'HEAD')).trim()
  const first = await release('the first release', { clone, url, step })
  const nodes = await step('install Node', () => nodeVersions(at(stage, 'node')))
  for (const manager of packageManagers) await useRelease(manager, { url, nodes, stage })
  await step('change an interface', () => changeInterface(clone))
  const second = await release('the second release', { clone, url, step })
  const { from, to } = onlyChange(first, second)
  for (const manager of packageManagers) await takeChange(manager, to, stage)
  return {
    commit,
    packages: first.map(({ name, version, integrity }) => ({ name, version, integrity })),
    installedBy: packageManagers.map(({ name }) => name),
    ranOn: nodes.map(({ version }) => version),
    change: { name: changedPackage, from, to, changelog: changelogEntry(clone) },
  }
}

interface Release {
  readonly clone: ScratchClone
  readonly url: string
  readonly step: Step
}

async function release(name: string, { clone, url, step }: Release): Promise<readonly PublishedVersion[]> {
  await step(`${name}: versions`, () => versionPackages(clone))
  await step(`${name}: build, check, pack, publish`, () => publishPackages(clone))
  return step(`${name}: look at what was published`, async () => {
    const versions = await newestVersions(url, packageNames(clone))
    const problems = await publishedProblems(versions)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    return versions
  })
}

interface Use {
  readonly url: string
  readonly nodes: readonly NodeVersion[]
  readonly stage: Stage
}

async function useRelease(manager: PackageManager, { url, nodes, stage }: Use): Promise<void> {
  const here = at(stage, `by-${manager.name}`)
  await stage.step(`install by ${manager.name}`, () => startProject(manager, url, here))
  await stage.step(`check types of the charm, by ${manager.name}`, () => checkTypes(manager, here))
  for (const node of nodes)
    await stage.step(`run the charm on Node ${node.version}, by ${manager.name}`, () => runCharm(manager, node, here))
}

async function takeChange(manager: PackageManager, version: string, stage: Stage): Promise<void> {
  const here = at(stage, `by-${manager.name}`)
  await stage.step(`take the change by ${manager.name}`, async () => {
    await run({ line: [...manager.add, `${changedPackage}@${version}`] }, here)
    await seeChange(here)
  })
}

/** The versions of what has changed; fails where anything else has. */
export function onlyChange(
  first: readonly PublishedVersion[],
  second: readonly PublishedVersion[],
): { readonly from: string; readonly to: string } {
  const before = new Map(first.map((version) => [version.name, version]))
  const changed = second.filter(({ name, version, integrity }) => {
    const old = before.get(name)
    return old?.version !== version || old.integrity !== integrity
  })
  const [only, ...others] = changed
  const from = before.get(changedPackage)?.version
  if (only?.name === changedPackage && only.version !== from && others.length === 0 && from !== undefined)
    return { from, to: only.version }
  const said = changed.map(({ name, version }) => `${name}@${version}`).join(', ')
  throw new Error(`Only ${changedPackage} was to get a new version; what differs: ${said === '' ? 'nothing' : said}.`)
}

function at({ folder, env, signal }: Stage, name: string): Surroundings {
  return { directory: join(folder, name), env, signal }
}
