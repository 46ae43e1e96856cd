// What a release has to pass: `check.ts plan` before versions change, `check.ts packed <folder>` before packages are published.
import { getReleasePlan } from '@changesets/get-release-plan'
import { packedProblems, packedTarballs } from './packed.ts'
import { planProblems } from './release-plan.ts'
import { publishedPackages } from './workspace.ts'

const [subject, folder] = process.argv.slice(2)
const problems = await judge()
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

async function judge(): Promise<readonly string[]> {
  const here = process.cwd()
  if (subject === 'plan') return planProblems(await getReleasePlan(here), publishedPackages(here))
  if (subject === 'packed' && folder !== undefined) return packedProblems(packedTarballs(folder))
  return ['Usage: check.ts plan | check.ts packed <folder of changeset pack>']
}
