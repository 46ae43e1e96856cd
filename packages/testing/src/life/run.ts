import type { Model, TraceEvent } from '@interlayer/simulator'
import type { Cast } from './cast.ts'
import { end, staySilent } from './ending.ts'
import { movesOf, type Life } from './life.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { aliveUnit, electFirst, electNumber, perform } from './perform.ts'
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

/** Lives it as it comes. */
export async function live(cast: Cast, life: Life): Promise<Lived> {
  return observe(begin(cast, life), life, async (play) => {
    for (const [index, { move, after }] of movesOf(life).entries()) {
      await runSome(play.model, after)
      for (const { before, unit } of life.elections) if (before === index) electNumber(play.model, unit)
      perform(play, move)
    }
  })
}

/** The same moves, each when all is quiet after the last: what has to come of them. */
export async function liveQuietly(cast: Cast, life: Life): Promise<Lived> {
  const quiet = { ...life, order: 0, elections: [], faults: [], twice: false, ends: false }
  return observe(begin(cast, quiet), quiet, async (play) => {
    for (const { move } of movesOf(quiet)) {
      await play.model.settle()
      perform(play, move)
    }
  })
}

/** Lives to the end: what is left to do, silence, and perhaps the end of all relations. */
async function observe(play: Play, { ends, elections }: Life, act: (play: Play) => Promise<void>): Promise<Lived> {
  const { model, direction } = play
  const { witness } = direction
  let outcome: Outcome | undefined
  try {
    await act(play)
    electFirst(model)
    await model.settle()
    await staySilent(play)
    outcome = outcomeOf(play)
    if (ends && witness.problems.size === 0) await end(play, () => electAmong(model, elections))
  } catch (error) {
    witness.problems.add(`It does not come to an end: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (witness.knowsSecrets) witness.hears('the trace', [JSON.stringify(model.trace)])
  return { outcome, problems: [...witness.problems].map((line) => witness.hide(line)), trace: model.trace, witness }
}

/** Who comes to lead has run ahead of others, to whose end it may then be too late. */
async function electAmong(model: Model, elections: Life['elections']): Promise<void> {
  for (const { before, unit } of elections) {
    for (let hook = 0; hook < before; hook++) {
      const ahead = aliveUnit(model, unit)
      if (ahead !== undefined) await model.step(ahead.name)
    }
    electNumber(model, unit)
  }
}

async function runSome(model: Model, hooks: number): Promise<void> {
  for (let hook = 0; hook < hooks; hook++) {
    const { units } = model
    await model.step(units[hook % units.length]?.name ?? '')
  }
}
