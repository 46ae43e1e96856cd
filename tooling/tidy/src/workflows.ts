import { parse } from 'yaml'
import { matching, type Rule } from './repository.ts'

/** The only job that may prove to others, such as npm, who it is. */
const publisher = { path: '.github/workflows/release.yml', job: 'publish' } as const
/** The workflow that has to pass before it. */
const checks = './.github/workflows/checks.yml'

type Permissions = Readonly<Record<string, string>> | string

interface Workflow {
  readonly permissions?: Permissions
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

interface Job {
  /** The workflow that it calls, in place of steps. */
  readonly uses?: string
  readonly needs?: string | readonly string[]
  readonly permissions?: Permissions
  readonly 'timeout-minutes'?: number
  readonly steps?: readonly Step[]
}

interface Step {
  readonly run?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** Workflows run the actions that were read, with the permissions that each job needs and no more. */
export const workflows: Rule = (files) =>
  matching(files, /^\.github\/workflows\/[^/]+\.ya?ml$/).flatMap(({ path, text }) => {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- a workflow of another shape would not run at all
    const workflow: Workflow = parse(text)
    return [
      ...unpinned(text).map((problem) => `${path} ${problem}`),
      ...workflowProblems(workflow).map((problem) => `${path} ${problem}`),
      ...(path === publisher.path ? publisherProblems(workflow).map((problem) => `${path} ${problem}`) : []),
      ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
        jobProblems(path, name, job).map((problem) => `${path}, job ${name}, ${problem}`),
      ),
    ]
  })

/** An action of others at a commit, or a workflow of this repository, which is of the same commit by itself. */
const pinned = /^(?:[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\.\/\.github\/workflows\/[\w-]+\.yml)$/

function unpinned(text: string): readonly string[] {
  return [...text.matchAll(/^[\s-]*uses:\s*(.+?)\s*$/gm)]
    .flatMap(([, used = '']) => (pinned.test(used) ? [] : [used]))
    .map(
      (used) => `uses ${used}: name the commit, and its version in a comment, as in owner/name@<40 digits> # v1.2.3.`,
    )
}

function workflowProblems({ permissions, concurrency }: Workflow): readonly string[] {
  const none = typeof permissions === 'object' && Object.keys(permissions).length === 0
  return [
    ...(none ? [] : ['gives permissions to all of its jobs: write "permissions: {}", and what each needs in the job.']),
    ...(concurrency === undefined ? ['may run twice at once: give it a concurrency group.'] : []),
  ]
}

function publisherProblems({ jobs }: Workflow): readonly string[] {
  const before = new Set<string>([publisher.job])
  // A set may grow while it is walked: so it ends with all that the job needs, and what these need.
  for (const name of before) for (const needed of [jobs[name]?.needs ?? []].flat()) before.add(needed)
  if ([...before].some((name) => jobs[name]?.uses === checks)) return []
  return [`publishes what may have failed: let its job ${publisher.job} need one that uses ${checks}.`]
}

function jobProblems(path: string, name: string, job: Job): readonly string[] {
  const { permissions, steps = [] } = job
  const publishes = path === publisher.path && name === publisher.job
  const keeps = steps.some(
    ({ uses = '', with: given }) => uses.startsWith('actions/checkout@') && given?.['persist-credentials'] !== false,
  )
  const installs = steps.some(({ run = '' }) => /\bapt(?:-get)?\b/.test(run))
  return [
    ...(typeof permissions === 'object' ? [] : ['does not say which permissions it needs: name each.']),
    ...(typeof permissions === 'object' && 'id-token' in permissions && !publishes
      ? ['has id-token, with which packages are published: only the job that publishes has it.']
      : []),
    ...(job.uses === undefined && job['timeout-minutes'] === undefined
      ? ['may run for hours: give it timeout-minutes.']
      : []),
    ...(installs
      ? ['installs packages of the system: .ci/run has the one list of them, and installs what is missing.']
      : []),
    ...(keeps ? ['leaves its token in the clone: check out with "persist-credentials: false".'] : []),
  ]
}
