import { Model, type RelationView } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import { partners } from '../src/testing.ts'
import { client, server, type Known } from './support/charms.ts'
import { databag, foreign } from './support/foreign.ts'

const { valid, plain } = partners.requires
const metadata = { requires: { store: 'some_client' } }

/** A life with elections, scaling and removals at moments that the seed decides; what is there in the end, and what is written then. */
async function life(seed: number): Promise<unknown> {
  let hooks = 0
  const fails = (): boolean => ++hooks % 17 === seed % 17
  const known: Known = new Map()
  const model = new Model({ seed })
  const some = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step++) await model.step(model.units[step % model.units.length]?.name ?? '')
  }
  model.deploy('db', { charm: server(fails), units: 2 })
  model.deploy('app', { charm: client(known, { aliases: ['blue'] }, fails), units: 2 })
  model.deploy('young', { program: foreign('store', () => valid), metadata })
  model.deploy('plain', { program: foreign('store', () => plain), metadata })
  model.deploy('ending', { charm: client(new Map(), {}, fails) })
  const ending = model.relate('db', 'ending')
  await some(seed % 37)
  const relations = ['app', 'young', 'plain'].map((name) => model.relate('db', name))
  await some(seed % 53)
  model.elect(`db/${seed % 2}`)
  model.elect('app/1')
  await some(seed % 31)
  model.configure('db', { password: 'second-password' })
  model.removeUnit('app/0')
  model.removeRelation(ending)
  await some(seed % 23)
  model.addUnit('db')
  model.addUnit('app')
  model.removeUnit(`db/${(seed >> 1) % 2}`)
  await model.settle()
  return outcome(model, relations, known)
}

async function outcome(model: Model, relations: readonly RelationView[], known: Known): Promise<object> {
  const after = model.trace.length
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
  const loud = model.trace.slice(after).filter(({ event }) => ['databag', 'secret', 'flag'].includes(event))
  return {
    databags: relations.map((relation) => databag(model, relation, 'db')),
    requests: relations.slice(0, 1).map((relation) => databag(model, relation, 'app')),
    known: ['app/1', 'app/2'].map((unit) => known.get(unit)),
    shown: JSON.stringify(model.trace).includes('second-password'),
    loud,
  }
}

test('fifty lives with failures, elections, scaling and removals end the same, and then in silence', async () => {
  const expected = await life(0)
  expect(expected).toMatchObject({
    loud: [],
    shown: false,
    known: [{ databases: [{ password: 'second-password', alias: 'blue' }] }, {}],
  })
  for (let seed = 1; seed < 50; seed++) expect(await life(seed)).toEqual(expected)
})
