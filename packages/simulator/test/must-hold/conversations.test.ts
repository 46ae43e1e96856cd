import {
  defineCharm,
  defineInterface,
  integer,
  Provider,
  Requirer,
  text,
  type CommunicationScope,
  type Contract,
} from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { puppet } from '../support/program.ts'
import { say, turn } from '../support/turn.ts'

/** An interface whose requirer groups the units opposite by this scope, and its two sides. */
function sides(conversation: CommunicationScope) {
  const definition = defineInterface({
    name: 'ballot',
    wire: 0,
    summary: 'What units vote for.',
    provides: {
      unit: {
        size: integer('How many.'),
        colour: text('Which colour.', { aliases: ['color'] }),
        note: text('A remark.', { optional: true }),
      },
    },
    requires: { conversation, unit: { heard: text('Who was heard.') } },
  })
  class Voter extends Provider<typeof definition> implements Contract<typeof definition, 'provides'> {
    static readonly definition: typeof definition = definition
  }
  class Counter extends Requirer<typeof definition> implements Contract<typeof definition, 'requires'> {
    static readonly definition: typeof definition = definition
    results(): unknown {
      return this.conversations.map(({ with: partner, relations, units, databag }) => {
        return {
          with: partner,
          relations: relations.map(({ id }) => id),
          units: units.map(({ name }) => name),
          databag,
        }
      })
    }
    thank(): void {
      for (const conversation of this.conversations) conversation.publish({ heard: conversation.with })
    }
  }
  return { Voter, Counter }
}

/** Two applications vote, one with two units; gives what the counter sees and what it published. */
async function counted(
  conversation: CommunicationScope,
  votes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<{ readonly results: unknown; readonly heard: readonly (string | undefined)[] }> {
  const { Counter } = sides(conversation)
  let results: unknown
  const charm = defineCharm({ endpoints: { votes: Counter } }).when('hook:update-status', ({ votes }) => {
    results = votes.results()
    votes.thank()
  })
  const model = new Model({ seed: 1 })
  const voter = puppet()
  const metadata = { provides: { vote: 'ballot' } }
  model.deploy('counter', { charm })
  model.deploy('one', { program: voter.program, metadata, units: 2 })
  model.deploy('two', { program: voter.program, metadata })
  const relations = [model.relate('counter', 'one'), model.relate('counter', 'two')]
  await model.settle()
  for (const [unit, values] of Object.entries(votes))
    await say({ model, unit, puppet: voter, endpoint: 'vote' }, values)
  await turn(model, 'counter/0')
  return { results, heard: relations.map((relation) => model.databag(relation, 'counter/0')?.get('heard')) }
}

const ready = (size: number, colour: string): object => ({ state: 'ready', data: { size, colour }, rejected: [] })

test('a global conversation has the units of all relations; agreement is by meaning, and silence is no vote', async () => {
  const { results, heard } = await counted('global', {
    'one/0': { size: '7', colour: 'red' },
    'one/1': { size: ' 07' },
    'two/0': { color: 'red' },
  })
  expect(results).toEqual([
    { with: 'global', relations: ['votes:0', 'votes:1'], units: ['one/0', 'one/1', 'two/0'], databag: ready(7, 'red') },
  ])
  expect(heard).toEqual(['global', 'global'])
})

test('a conversation with an application has the units of its relation, apart from other applications', async () => {
  const { results, heard } = await counted('application', {
    'one/0': { size: '1', colour: 'red' },
    'one/1': { size: '1', colour: 'blue' },
    'two/0': { size: '2', colour: 'green' },
  })
  expect(results).toEqual([
    {
      with: 'one',
      relations: ['votes:0'],
      units: ['one/0', 'one/1'],
      databag: { state: 'disagreeing', fields: { colour: ['one/0', 'one/1'] } },
    },
    { with: 'two', relations: ['votes:1'], units: ['two/0'], databag: ready(2, 'green') },
  ])
  expect(heard).toEqual(['one', 'two'])
})

test('a conversation with a unit has that unit alone, though its siblings read the same answer', async () => {
  const { results, heard } = await counted('unit', {
    'one/0': { size: '1', colour: 'red' },
    'two/0': { size: '2', colour: 'blue' },
  })
  expect(results).toEqual([
    { with: 'one/0', relations: ['votes:0'], units: ['one/0'], databag: ready(1, 'red') },
    {
      with: 'one/1',
      relations: ['votes:0'],
      units: ['one/1'],
      databag: { state: 'waiting', missing: ['size', 'colour'] },
    },
    { with: 'two/0', relations: ['votes:1'], units: ['two/0'], databag: ready(2, 'blue') },
  ])
  expect(heard).toEqual(['one/1', 'two/0'])
})

test('every unit that voted on a disputed field is named, and the others are not', async () => {
  const { results } = await counted('global', {
    'one/0': { size: '1', colour: 'red', note: 'mine' },
    'one/1': { size: '2', colour: 'red' },
    'two/0': { size: 'two', note: 'mine' },
  })
  expect(results).toMatchObject([{ databag: { state: 'disagreeing', fields: { size: ['one/0', 'one/1', 'two/0'] } } }])
})

test('a field that nobody wrote is missing, and one that all wrote wrong is invalid', async () => {
  const { results } = await counted('global', { 'one/1': { size: '1' } })
  expect(results).toMatchObject([{ databag: { state: 'waiting', missing: ['colour'] } }])
  const wrong = await counted('global', { 'one/1': { size: 'hunter2', colour: 'red' }, 'two/0': { size: 'hunter2' } })
  expect(wrong.results).toMatchObject([
    { databag: { state: 'invalid', problems: [{ key: 'size', problem: 'expected an integer' }] } },
  ])
})
