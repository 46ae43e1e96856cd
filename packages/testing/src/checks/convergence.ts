import * as fc from 'fast-check'
import { nameOfCast, newestCasts, olderCasts, type Cast } from '../life/cast.ts'
import { lives, type Life } from '../life/life.ts'
import { difference } from '../life/outcome.ts'
import { describeLife, describeTrace } from '../life/report.ts'
import { live, liveQuietly } from '../life/run.ts'
import { chosenSeed } from '../seed.ts'
import type { Subject } from '../subject.ts'

/** Lives of the newest sides, in each scope; and of each pair of generations. */
const newestLives = 100
const olderLives = 25

/** In whatever order hooks run, the end is the same, and quiet; nobody does what he may not. */
export async function checkConvergence(subject: Subject): Promise<readonly string[]> {
  const plans = [
    ...newestCasts(subject).map((cast) => [cast, newestLives] as const),
    ...olderCasts(subject).map((cast) => [cast, olderLives] as const),
  ]
  const found: string[] = []
  for (const [cast, count] of plans) {
    const problem = await firstProblem(cast, count, subject)
    if (problem !== undefined) found.push(`${nameOfCast(cast)}, ${problem}`)
  }
  return found
}

async function firstProblem(cast: Cast, count: number, { byChance = [] }: Subject): Promise<string | undefined> {
  const seeds = chosenSeed === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [chosenSeed]
  for (const seed of seeds) {
    const problem = await tryLife(cast, seed, byChance)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Runs that are spent on making a failing life shorter, at most. */
const shrinkingRuns = 300

async function tryLife(cast: Cast, seed: number, byChance: readonly RegExp[]): Promise<string | undefined> {
  let runs = 0
  const property = fc.asyncProperty(lives(cast), async (life) => {
    if (runs++ > shrinkingRuns) return true
    return (await wrongWith(cast, life, byChance)).problems.length === 0
  })
  const { failed, counterexample } = await fc.check(property, { seed, numRuns: 1 })
  if (!failed || counterexample === null) return undefined
  const [life] = counterexample
  const { problems, trace } = await wrongWith(cast, life, byChance)
  return [
    `INTERLAYER_SEED=${seed}:`,
    ...problems,
    `Shortest life found: ${describeLife(life)}.`,
    describeTrace(trace),
  ].join('\n')
}

async function wrongWith(cast: Cast, life: Life, byChance: readonly RegExp[]) {
  const lived = await live(cast, life)
  const { outcome, witness, trace } = lived
  if (lived.problems.length > 0 || outcome === undefined) return { problems: lived.problems, trace }
  const expected = await liveQuietly(cast, life)
  if (expected.problems.length > 0) return { problems: expected.problems, trace: expected.trace }
  const settled = (lines: readonly string[]): readonly string[] =>
    lines.map((line) => byChance.reduce((text, part) => text.replaceAll(part, '…'), line))
  const differing = difference(settled(outcome), settled(expected.outcome ?? [])).map((line) =>
    witness.hide(expected.witness.hide(line)),
  )
  if (differing.length === 0) return { problems: [], trace }
  return {
    problems: ['It ends otherwise (+) than when everything is quiet before the next thing happens (-):', ...differing],
    trace,
  }
}
