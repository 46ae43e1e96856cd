import type { TraceEvent } from '@interlayer/simulator'
import * as fc from 'fast-check'
import { nameOfCast, newestCasts, olderCasts, type Cast } from '../life/cast.ts'
import { isCrowded, lifeOf, lives, type Life } from '../life/life.ts'
import { difference } from '../life/outcome.ts'
import { describeLife, describeTrace } from '../life/report.ts'
import { live, liveQuietly, type Lived } from '../life/run.ts'
import { chosenSeed } from '../seed.ts'
import type { Subject } from '../subject.ts'

/** Lives of the newest sides, in each scope; those with a partner of an older wire share as many. */
const allLives = Array.from({ length: 100 }, (_, index) => index + 1)

/** In whatever order hooks run, the end is the same, and quiet; nobody does what he may not. */
export async function checkConvergence(subject: Subject): Promise<readonly string[]> {
  const found: string[] = []
  for (const { cast, seeds } of plans(subject)) {
    const problem = await firstProblem({ cast, seeds: chosenSeed === undefined ? seeds : [chosenSeed] }, subject)
    if (problem !== undefined) found.push(`${nameOfCast(cast)}, ${problem}`)
  }
  return found
}

interface Plan {
  readonly cast: Cast
  readonly seeds: readonly number[]
}

/** Crowds are for all. */
function plans(subject: Subject): readonly Plan[] {
  const older = olderCasts(subject).map((cast, index, { length }) => {
    return { cast, seeds: allLives.filter((seed) => seed % length === index || isCrowded(seed)) }
  })
  return [...newestCasts(subject).map((cast) => ({ cast, seeds: allLives })), ...older]
}

async function firstProblem({ cast, seeds }: Plan, { byChance = [] }: Subject): Promise<string | undefined> {
  const trial = { cast, byChance, expected: new Map() }
  for (const seed of seeds) {
    const life = lifeOf(cast, seed)
    const { problems } = await wrongWith(trial, life)
    if (problems.length > 0) return `INTERLAYER_SEED=${seed}:\n${await explain(trial, life)}`
  }
  return undefined
}

interface Trial {
  readonly cast: Cast
  readonly byChance: readonly RegExp[]
  /** By what happens, what has to come of it. */
  readonly expected: Map<string, Lived>
}

/** Runs that are spent on making a failing life shorter, at most. */
const shrinkingRuns = 300

/** The shortest life found that goes wrong, too, with all that happens in it. */
async function explain(trial: Trial, failing: Life): Promise<string> {
  let runs = 0
  const property = fc.asyncProperty(lives(trial.cast), async (life) => {
    return runs++ > shrinkingRuns || (await wrongWith(trial, life)).problems.length === 0
  })
  const { counterexample } = await fc.check(property, { examples: [[failing]], numRuns: 1 })
  const life = counterexample?.[0] ?? failing
  const { problems, trace } = await wrongWith(trial, life)
  return [...problems, `Shortest life found: ${describeLife(life)}.`, describeTrace(trace)].join('\n')
}

interface Verdict {
  readonly problems: readonly string[]
  readonly trace: readonly TraceEvent[]
}

async function wrongWith(trial: Trial, life: Life): Promise<Verdict> {
  const lived = await live(trial.cast, life)
  if (lived.problems.length > 0) return lived
  const expected = await expectedOf(trial, life)
  if (expected.problems.length > 0) return expected
  const differing = difference(settled(trial, lived), settled(trial, expected))
  if (differing.length === 0) return { problems: [], trace: lived.trace }
  const shown = differing.map((line) => lived.witness.hide(expected.witness.hide(line)))
  return { problems: [otherEnd, ...shown], trace: lived.trace }
}

const otherEnd = 'It ends otherwise (+) than when everything is quiet before the next thing happens (-):'

async function expectedOf({ cast, expected }: Trial, life: Life): Promise<Lived> {
  const plot = JSON.stringify([life.units, life.others, life.happens])
  const known = expected.get(plot) ?? (await liveQuietly(cast, life))
  expected.set(plot, known)
  return known
}

function settled({ byChance }: Trial, { outcome = [] }: Lived): readonly string[] {
  return outcome.map((line) => byChance.reduce((text, part) => text.replaceAll(part, '…'), line))
}
