import { Model } from '@interlayer/simulator'
import { newestCasts, type PairCast } from '../life/cast.ts'
import { visitAll } from '../life/ending.ts'
import { difference, outcomeOf, type Outcome } from '../life/outcome.ts'
import { metadataOf, player, stage, type Direction } from '../life/player.ts'
import { Witness } from '../life/witness.ts'
import { idle } from '../life/play.ts'
import type { Side } from '../side.ts'
import type { Subject } from '../subject.ts'

const spare = 'spare'

/** A charm that has its side on two endpoints says on each what it would say on that alone. */
export async function checkEndpoints(subject: Subject): Promise<readonly string[]> {
  const found: string[] = []
  for (const cast of newestCasts(subject)) {
    if (cast.kind === 'peers' || cast.scope === 'container') continue
    for (const twin of ['first', 'second'] as const) {
      const part = cast[twin]
      if (part === undefined) continue
      const differing = difference(
        await perform(cast, { twin, both: true }),
        await perform(cast, { twin, both: false }),
      )
      if (differing.length > 0)
        found.push(
          [
            `${part.side.prototype.constructor.name} says something else (+) when the charm has a second endpoint of it (-):`,
            ...differing,
          ].join('\n'),
        )
    }
  }
  return found
}

interface Twins {
  readonly twin: 'first' | 'second'
  readonly both: boolean
}

/** What there is about the first endpoint in the end. */
async function perform(cast: PairCast, { twin, both }: Twins): Promise<Outcome> {
  const model = new Model({ seed: 3 })
  const direction: Direction = { witness: new Witness(), told: new Map(), twice: false, fails: () => false }
  const single = twin === 'first' ? 'second' : 'first'
  const add = (name: string, part: Side | undefined, endpoints: readonly string[]): void => {
    if (part === undefined) model.deploy(name, { program: idle })
    else
      model.deploy(name, {
        program: player(part, direction, endpoints),
        metadata: metadataOf(part, 'global', endpoints),
      })
  }
  add('twin', cast[twin], [stage, spare])
  add('one', cast[single], [stage])
  add('two', cast[single], [stage])
  const other = cast[single] === undefined ? 'juju-info' : stage
  const relation = model.relate(`twin:${stage}`, `one:${other}`)
  if (both) model.relate(`twin:${spare}`, `two:${other}`)
  await model.settle()
  await visitAll(model)
  const about = [`relation ${relation.number}:`, `twin/0 ${stage} `, `twin/0 has the flag ${stage}.`, 'one/0 ']
  return outcomeOf({ model, direction })
    .map((line) => direction.witness.hide(line))
    .filter((line) => about.some((start) => line.startsWith(start)))
}
