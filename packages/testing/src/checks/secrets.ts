import { nameOfCast, newestCasts, type Cast } from '../life/cast.ts'
import { visitAll } from '../life/ending.ts'
import type { Life } from '../life/life.ts'
import { difference, outcomeOf, type Outcome } from '../life/outcome.ts'
import { begin, type Play } from '../life/play.ts'
import { placesOf } from '../places.ts'
import type { Subject } from '../subject.ts'

/** Secrets may come late, change, and be due; nobody is left with an old one, and nothing shows them. */
export async function checkSecrets(subject: Subject): Promise<readonly string[]> {
  const hasSecrets = placesOf(subject.definitions).some(({ fields }) =>
    Object.values(fields).some(({ content, options }) => content !== undefined || options.namesSecrets === true),
  )
  if (!hasSecrets) return []
  const found: string[] = []
  for (const cast of newestCasts(subject)) {
    const problems = [...(await late(cast)), ...(await rotated(cast))]
    found.push(...problems.map((problem) => `${nameOfCast(cast)}: ${problem}`))
  }
  return found
}

const life: Life = {
  order: 1,
  units: [2, 2],
  gap: false,
  others: true,
  happens: [],
  pauses: [],
  elections: [],
  faults: [],
  twice: false,
  ends: false,
}

/** Granted late is as if it had been granted at once. */
async function late(cast: Cast): Promise<readonly string[]> {
  const prompt = begin(cast, life)
  await prompt.model.settle()
  await visitAll(prompt.model)
  const play = begin(cast, life)
  const { witness } = play.direction
  witness.holdsGrants = true
  await play.model.settle()
  await visitAll(play.model)
  witness.holdsGrants = false
  // What a request names is granted, then what is answered to that is, and then all is told.
  for (let visit = 0; visit < 3; visit++) await visitAll(play.model)
  const differing = difference(outcomeOf(play), outcomeOf(prompt))
  if (differing.length === 0) return [...witness.problems].map((problem) => witness.hide(problem))
  const lines = differing.map((line) => witness.hide(prompt.direction.witness.hide(line)))
  return ['secrets that are granted late (+) end otherwise than those that are granted at once (-):', ...lines]
}

/** What the second edition says reaches the other side, in a new revision; being due disturbs nobody. */
async function rotated(cast: Cast): Promise<readonly string[]> {
  const play = begin(cast, life)
  const { model, direction } = play
  const { witness } = direction
  await model.settle()
  await visitAll(model)
  const before = told(outcomeOf(play))
  if (witness.made.size === 0) return ['no charm of the story makes a secret: let one say something secret.']
  for (const { name } of model.applications) model.configure(name, { edition: 2 })
  await model.settle()
  await visitAll(model)
  const after = outcomeOf(play)
  await becomeDue(play)
  const left = difference(outcomeOf(play), after).map((line) => witness.hide(line))
  return [
    ...(before.join() === told(after).join()
      ? ['nobody is told anything new in the second edition: let a secret of the story depend on turn.edition.']
      : []),
    ...(left.length > 0 ? ['rotation and expiry that are due leave another end:', ...left] : []),
    ...[...witness.problems].map((problem) => witness.hide(problem)),
  ]
}

function told(outcome: Outcome): Outcome {
  return outcome.filter((line) => line.includes(' is told '))
}

async function becomeDue({ model, direction }: Play): Promise<void> {
  for (const uri of direction.witness.standing) {
    model.rotate(uri)
    await model.settle()
    model.expire(uri)
    await model.settle()
  }
  await visitAll(model)
}
