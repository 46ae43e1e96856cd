import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { seededRandom, type Random } from '../../src/random.ts'
import { bookkeeper, type Faults } from '../support/ledger.ts'
import { program } from '../support/program.ts'

const keys = ['value', 'note', 'item_a', 'item_b'] as const
const texts = ['', '1', '2'] as const

/** Says whatever comes to its mind, for its unit and for its application. */
function chatter(random: Random) {
  return program(async (tools) => {
    if (tools.context.hook.endsWith('changed') && random.below(4) > 0) return
    for (const id of await tools.relationIds('out')) {
      const said = new Map(keys.map((key) => [key, texts[random.below(3)] ?? '']))
      if (random.below(2) === 0) await tools.relationSet(id, 'unit', said)
      const owner = new Map([['owner', texts[random.below(3)] ?? '']])
      if (random.below(3) === 0 && (await tools.isLeader())) await tools.relationSet(id, 'app', owner)
    }
  })
}

async function live(seed: number): Promise<Faults> {
  const faults: Faults = []
  const random = seededRandom(seed)
  const chance = { fails: () => random.below(8) === 0, opens: () => random.below(2) === 0 }
  const model = new Model({ seed, trace: false, bounds: { retries: 50 } })
  const metadata = { provides: { out: 'channel' } }
  model.deploy('listener', { charm: bookkeeper(faults, chance), units: 2 })
  for (const name of ['one', 'two']) model.deploy(name, { program: chatter(random), metadata, units: 2 })
  for (let move = 0; move < 40; move++) {
    await moves[random.below(moves.length)]?.(model, random)
    for (let step = random.below(12); step > 0; step--) await model.step(pick(model.units, random)?.name ?? '')
  }
  await model.settle()
  return faults
}

type Move = (model: Model, random: Random) => unknown

const moves: readonly Move[] = [
  (model, random) => relate(model, random.below(2) === 0 ? 'one' : 'two'),
  (model, random) => relate(model, random.below(2) === 0 ? 'one' : 'two'),
  (model, random) => trigger(model, random),
  (model, random) => trigger(model, random),
  (model, random) => trigger(model, random),
  (model, random) => model.addUnit(pick(['listener', 'one', 'two'], random) ?? 'one'),
  (model, random) => remove(model, random),
  (model, random) => {
    const relation = pick(model.relations, random)
    if (relation !== undefined) model.removeRelation(relation)
  },
  (model, random) => {
    const unit = pick(
      model.units.filter(({ life }) => life === 'alive'),
      random,
    )
    if (unit !== undefined) model.elect(unit.name)
  },
]

function relate(model: Model, name: string): void {
  if (!model.relations.some(({ ends }) => ends.some(({ application }) => application === name)))
    model.relate('listener', name)
}

function trigger(model: Model, random: Random): void {
  const unit = pick(
    model.units.filter(({ life }) => life === 'alive'),
    random,
  )
  if (unit !== undefined) model.trigger(unit.name, 'update-status')
}

function remove(model: Model, random: Random): void {
  const unit = pick(model.units, random)
  if (unit?.life === 'alive' && model.units.length > 4) model.removeUnit(unit.name)
}

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[random.below(items.length)]
}

test('from changes, departures and endings alone each consumer knows all that is visible, whatever happens', async () => {
  for (let seed = 0; seed < 100; seed++) expect([seed, ...(await live(seed))]).toEqual([seed])
})
