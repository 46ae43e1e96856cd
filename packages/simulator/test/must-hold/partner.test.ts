import { defineCharm } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { Gossip, Listener, Speaker } from '../support/channel.ts'
import { turn } from '../support/turn.ts'

type Seen = Map<string, unknown>

/** Says its name, and notes what those who hear it wish. */
function speaker(seen: Seen) {
  return defineCharm({ endpoints: { out: Speaker } }).when('out.joined', ({ out }, hook) => {
    out.say({ value: 1, note: hook.unit })
    seen.set(hook.unit, out.wishes())
  })
}

/** Notes whom it hears, and wishes for its own name. */
function listener(seen: Seen) {
  return defineCharm({ endpoints: { in: Listener } }).when('in.joined', ({ in: input }, hook) => {
    input.wish(hook.unit)
    seen.set(hook.unit, [input.partners(), input.heard().map(({ unit }) => unit)])
  })
}

test('in a container relation, with data both ways, each of many principals and its subordinate have each other and nobody else', async () => {
  for (let seed = 0; seed < 10; seed++) {
    const seen: Seen = new Map()
    const model = new Model({ seed })
    model.deploy('app', { charm: speaker(seen), units: 12 })
    model.deploy('agent', { charm: listener(seen), metadata: { subordinate: true } })
    model.relate('app', 'agent')
    await model.settle()
    const pairs = model.units.flatMap(({ name, principal }) => (principal === undefined ? [] : [[name, principal]]))
    expect(pairs).toHaveLength(12)
    for (const [agent = '', app = ''] of pairs) {
      expect(seen.get(agent)).toEqual([[app], [app]])
      expect(seen.get(app)).toEqual([agent])
    }
  }
})

test('a relation with several units opposite is a global one, and has no partner', async () => {
  const seen: Seen = new Map()
  const model = new Model({ seed: 1 })
  model.deploy('app', { charm: speaker(seen), units: 2 })
  model.deploy('other', { charm: listener(seen) })
  model.relate('app', 'other')
  await model.settle()
  await turn(model, 'other/0')
  expect(seen.get('other/0')).toEqual([[undefined], ['app/0', 'app/1']])
})

test('peers hear each other, but not themselves', async () => {
  const seen: Seen = new Map()
  const charm = defineCharm({ endpoints: { cluster: Gossip } }).when({ all: [] }, ({ cluster }, hook) => {
    cluster.introduce(`the ${hook.unit.split('/')[1] ?? ''}th`)
    seen.set(hook.unit, cluster.nicks())
  })
  const model = new Model({ seed: 1 })
  model.deploy('app', { charm, units: 3 })
  await model.settle()
  expect(seen.get('app/1')).toEqual(['app/0: the 0th', 'app/2: the 2th'])
})
