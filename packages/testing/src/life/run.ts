import type { Model, TraceEvent } from '@interlayer/simulator'
import type { Cast } from './cast.ts'
import { end, staySilent } from './ending.ts'
import type { Life } from './life.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { electFirst, electNumber, perform } from './perform.ts'
import { begin, type Play } from './play.ts'
import type { Witness } from './witness.ts'

/** A life that was lived. */
export interface Lived {
  /** What is there once all is quiet; undefined if it never was. */
  readonly outcome: Outcome | undefined
  /** What happened that no interface may do; without anything secret. */
  readonly problems: readonly string[]
  readonly trace: readonly TraceEvent[]
  readonly witness: Witness
}

/** Lives it to the end: all moves, silence, and the end of all relations. */
export async function live(cast: Cast, life: Life): Promise<Lived> {
  const act = async (play: Play): Promise<void> => {
    for (const [index, { move, after }] of life.moves.entries()) {
      await runSome(play.model, after)
      for (const { before, unit } of life.elections) if (before === index) electNumber(play.model, unit)
      perform(play, move)
    }
  }
  return observed(begin(cast, life), act, async (play) => {
    await staySilent(play)
    if (play.direction.witness.problems.size === 0) await end(play)
  })
}

/** The same moves, each when all is quiet after the last: what has to come of them. */
export async function liveQuietly(cast: Cast, life: Life): Promise<Lived> {
  const quiet = { ...life, order: 0, elections: [], faults: [], twice: false }
  return observed(begin(cast, quiet), async (play) => {
    for (const { move } of life.moves) {
      await play.model.settle()
      perform(play, move)
    }
  })
}

type Act = (play: Play) => Promise<void>

async function observed(play: Play, act: Act, conclude: Act = async () => undefined): Promise<Lived> {
  const { model, direction } = play
  const { witness } = direction
  let outcome: Outcome | undefined
  try {
    await act(play)
    electFirst(model)
    await model.settle()
    outcome = outcomeOf(play)
    await conclude(play)
  } catch (error) {
    witness.problems.add(`It does not come to an end: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (witness.knowsSecrets) witness.hears('the trace', [JSON.stringify(model.trace)])
  return { outcome, problems: [...witness.problems].map((line) => witness.hide(line)), trace: model.trace, witness }
}

async function runSome(model: Model, hooks: number): Promise<void> {
  for (let hook = 0; hook < hooks; hook++) {
    const { units } = model
    await model.step(units[hook % units.length]?.name ?? '')
  }
}
