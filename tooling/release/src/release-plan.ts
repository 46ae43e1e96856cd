import type { Ranges } from './tarball.ts'

/** What changesets lead to: the members that are judged. */
export interface ReleasePlan {
  readonly changesets: readonly Changeset[]
  readonly releases: readonly Release[]
}

interface Changeset {
  /** Its file in `.changeset`, without the ending. */
  readonly id: string
  readonly summary: string
  readonly releases: readonly Release[]
}

interface Release {
  readonly name: string
  readonly type: 'major' | 'minor' | 'patch' | 'none'
}

/** A package of the workspace that is published. */
export interface Published {
  readonly name: string
  readonly peerDependencies?: Ranges
}

/** What is wrong with the changesets: one line for each problem, with the cure. */
export function planProblems(plan: ReleasePlan, packages: readonly Published[]): readonly string[] {
  return [
    ...plan.releases.filter(({ type }) => type === 'major').flatMap((major) => peerProblems(major, plan, packages)),
    ...plan.changesets.flatMap(wireProblems),
  ]
}

/** Changesets would move the range of a peer by a patch, which breaks whoever takes patches. */
function peerProblems({ name }: Release, { releases }: ReleasePlan, packages: readonly Published[]): readonly string[] {
  return packages
    .filter(({ peerDependencies = {} }) => name in peerDependencies)
    .filter((dependent) => releases.find((release) => release.name === dependent.name)?.type !== 'major')
    .map(
      (dependent) =>
        `${name} gets a new major version and ${dependent.name}, whose peer it is, does not: name it as major in the same changeset, and widen its range.`,
    )
}

function wireProblems({ id, summary, releases }: Changeset): readonly string[] {
  const named = releases.find(({ name, type }) => name.startsWith('@interlayer/interface-') && type !== 'none')
  if (named === undefined || /^Wire: \S/m.test(summary)) return []
  return [
    `.changeset/${id}.md names ${named.name} and does not say what becomes of its wire: add a line such as "Wire: unchanged."`,
  ]
}
