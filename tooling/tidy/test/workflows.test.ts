import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { workflows } from '../src/workflows.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const checkout = { uses: `actions/checkout@${commit}`, with: { 'persist-credentials': false } }
const sound = { permissions: { contents: 'read' }, 'timeout-minutes': 5, steps: [checkout] }
const check = (job: object, { members = {}, path = '.github/workflows/checks.yml', name = 'all' } = {}) => {
  const workflow = { permissions: {}, concurrency: { group: 'checks' }, jobs: { [name]: job }, ...members }
  return workflows(new Map([[path, stringify(workflow).replaceAll(commit, `${commit} # v1.2.3`)]]))
}
const inJob = (problem: string) => [`.github/workflows/checks.yml, job all, ${problem}`]

test('a workflow of pinned actions that says what it needs is fine', () => {
  expect(check(sound)).toEqual([])
})

test.each([
  'actions/checkout@v7',
  'actions/checkout@main',
  './.github/actions/setup',
  `actions/checkout@${commit} # v7`,
])('%s may be other code tomorrow', (uses) => {
  const text = stringify({ permissions: {}, concurrency: 'a', jobs: {} }) + `    - uses: ${uses}\n`
  expect(workflows(new Map([['.github/workflows/a.yml', text.replace('jobs: {}', 'jobs:\n  {}\nsteps:')]]))).toEqual([
    `.github/workflows/a.yml uses ${uses}: name the commit, and its version in a comment, as in owner/name@<40 digits> # v1.2.3.`,
  ])
})

test('permissions are given to jobs, one by one', () => {
  const toAll = [
    '.github/workflows/checks.yml gives permissions to all of its jobs: write "permissions: {}", and what each needs in the job.',
  ]
  expect(check(sound, { members: { permissions: 'write-all' } })).toEqual(toAll)
  expect(check(sound, { members: { permissions: { contents: 'read' } } })).toEqual(toAll)
  expect(check(sound, { members: { permissions: undefined } })).toEqual(toAll)
  const unsaid = inJob('does not say which permissions it needs: name each.')
  expect(check({ ...sound, permissions: undefined })).toEqual(unsaid)
  expect(check({ ...sound, permissions: 'read-all' })).toEqual(unsaid)
})

const release = (jobs: object) =>
  check(sound, { members: { jobs }, path: '.github/workflows/release.yml', name: 'publish' })
const checks = { uses: './.github/workflows/checks.yml', permissions: { contents: 'read' } }

test('only the job that publishes has id-token', () => {
  const job = { ...sound, permissions: { 'id-token': 'write' } }
  expect(release({ checks, publish: { ...job, needs: 'checks' } })).toEqual([])
  expect(check(job)).toEqual(
    inJob('has id-token, with which packages are published: only the job that publishes has it.'),
  )
  expect(check(job, { name: 'publish' })).toHaveLength(1)
})

test('a job has a limit, and leaves no token in its clone; a workflow runs once at a time', () => {
  expect(check({ ...sound, 'timeout-minutes': undefined })).toEqual(
    inJob('may run for hours: give it timeout-minutes.'),
  )
  expect(check({ ...sound, steps: [{ uses: checkout.uses }] })).toEqual(
    inJob('leaves its token in the clone: check out with "persist-credentials: false".'),
  )
  expect(check(sound, { members: { concurrency: undefined } })).toEqual([
    '.github/workflows/checks.yml may run twice at once: give it a concurrency group.',
  ])
})

test('packages of the system stand in one list, that of .ci/run', () => {
  expect(check({ ...sound, steps: [checkout, { run: 'sudo apt-get install -y openssl' }] })).toEqual(
    inJob('installs packages of the system: .ci/run has the one list of them, and installs what is missing.'),
  )
})

test('nothing is published before all checks have passed', () => {
  const pack = { ...sound, needs: ['select', 'checks'] }
  const publish = { ...sound, needs: 'pack' }
  const select = sound
  expect(release({ checks, select, pack, publish })).toEqual([])
  const problem = [
    '.github/workflows/release.yml publishes what may have failed: let its job publish need one that uses ./.github/workflows/checks.yml.',
  ]
  expect(release({ checks, select, pack: { ...pack, needs: 'select' }, publish })).toEqual(problem)
  expect(release({ checks: sound, select, pack, publish })).toEqual(problem)
  expect(release({ checks, select, pack, publish: sound })).toEqual(problem)
})
