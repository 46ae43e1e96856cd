import { defineCharm } from '@interlayer/runtime'
import { Model } from '../../src/index.ts'
import { Listener } from './channel.ts'
import { puppet } from './program.ts'
import type { Mouth } from './turn.ts'

/** A listener that shows what it hears, related to a speaker of foreign make. */
export interface Hearing extends Mouth {
  /** What the listener's endpoint showed in its last hook. */
  readonly last: () => Listener
  /** How many of the listener's hooks had changes. */
  readonly changes: () => number
}

/** Deploys and relates the two, and waits until they have met. */
export async function hearing(seed = 1): Promise<Hearing> {
  let last: Listener | undefined
  let changes = 0
  const charm = defineCharm({ endpoints: { in: Listener } })
    .when({ all: [] }, ({ in: input }) => void (last = input), 'shows')
    .when('in.changed', () => {
      changes++
    })
  const model = new Model({ seed })
  const speaker = puppet()
  model.deploy('listener', { charm })
  model.deploy('speaker', { program: speaker.program, metadata: { provides: { out: 'channel' } } })
  model.relate('listener', 'speaker')
  await model.settle()
  return {
    model,
    unit: 'speaker/0',
    puppet: speaker,
    endpoint: 'out',
    changes: () => changes,
    last() {
      if (last === undefined) throw new Error('the listener has not had a hook')
      return last
    },
  }
}
