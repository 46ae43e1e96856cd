import { all, any, defineCharm, not, text } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model } from '../../src/index.ts'
import { hookLines } from '../support/lines.ts'
import { Listener } from '../support/channel.ts'
import { puppet } from '../support/program.ts'
import { say, turn, write } from '../support/turn.ts'

const speaks = { provides: { out: 'channel' } } as const

test("3 guard: a changed hook with only Juju's keys raises no flag but joined, and the one with the data raises available and runs the handler", async () => {
  const listener = defineCharm({ endpoints: { in: Listener } }).when('in.available', () => {}, 'uses the value')
  const model = new Model({ seed: 3 })
  const mute = puppet()
  model.deploy('listener', { charm: listener })
  model.deploy('speaker', { program: mute.program, metadata: speaks })
  model.relate('listener', 'speaker')
  await model.settle()
  expect(hookLines(model, { unit: 'listener/0' }).slice(-2)).toEqual([
    'in-relation-joined in:0 speaker/0',
    'in-relation-changed in:0 speaker/0',
  ])
  expect(model.flags('listener/0')).toEqual(['in.joined'])
  await write({ model, unit: 'speaker/0', puppet: mute, endpoint: 'out' }, { value: '7' })
  expect(await model.step('listener/0')).toMatchObject({
    hook: 'in-relation-changed',
    outcome: { state: 'ok', report: { ran: ['uses the value'], flags: ['in.available', 'in.joined'] } },
  })
})

test('4 chain: a hook sets a, its handlers set b and theirs c, each in a round of its own after all before it', async () => {
  const charm = defineCharm({ endpoints: {}, flags: { a: 'First.', b: 'Second.', c: 'Third.' } })
    .when('c', () => {}, 'c1')
    .when('b', (_, hook) => hook.set('c'), 'b1')
    .when('a', (_, hook) => hook.set('b'), 'a1')
    .when('a', () => {}, 'a2')
    .when('hook:update-status', (_, hook) => hook.set('a'), 'start1')
    .when('hook:update-status', () => {}, 'start2')
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const { ran, steps, flags } = await turn(model, 'app/0')
  expect(ran).toEqual(['start1', 'start2', 'a1', 'a2', 'b1', 'c1'])
  expect(steps.flatMap((step) => (step.step === 'round' ? [step.due] : []))).toEqual([
    ['start1', 'start2'],
    ['a1', 'a2'],
    ['b1'],
    ['c1'],
  ])
  expect(flags).toEqual(['a', 'b', 'c'])
})

test.each(['the relation', 'the password'])(
  '5 combination: the handler runs in whichever hook completes the set, here with %s last, and again only when something changes',
  async (last) => {
    const ran: string[] = []
    const charm = defineCharm({
      endpoints: { in: Listener },
      flags: { secured: 'The password is set.' },
      config: { password: text('Password.', { optional: true }) },
    })
      .when('config.changed.password', (_, hook) =>
        hook.config.password === undefined ? hook.clear('secured') : hook.set('secured'),
      )
      .when(all('in.available', 'secured', any('in.changed.value', 'config.changed.password')), (_, hook) => {
        ran.push(hook.name)
      })
    const model = new Model({ seed: 5 })
    const mute = puppet()
    const mouth = { model, unit: 'speaker/0', puppet: mute, endpoint: 'out' }
    model.deploy('listener', { charm })
    model.deploy('speaker', { program: mute.program, metadata: speaks })
    model.relate('listener', 'speaker')
    await model.settle()
    const steps = [() => say(mouth, { value: '1' }), () => configure(model, 'first')]
    for (const step of last === 'the relation' ? steps.toReversed() : steps) {
      expect(ran).toEqual([])
      await step()
    }
    const completing = last === 'the relation' ? 'in-relation-changed' : 'config-changed'
    expect(ran).toEqual([completing])
    await turn(model, 'listener/0')
    await say(mouth, { note: 'of no interest' })
    expect(ran).toEqual([completing])
    await say(mouth, { value: '2' })
    await configure(model, 'second')
    expect(ran).toEqual([completing, 'in-relation-changed', 'config-changed'])
  },
)

async function configure(model: Model, password: string): Promise<void> {
  model.configure('listener', { password })
  await model.settle()
}

test('6 cleared while queued: a handler does not run after its flag fell, nor a negative one after it rose', async () => {
  const charm = defineCharm({ endpoints: {}, flags: { f: 'Wanted.', g: 'Unwanted.' } })
    .when('hook:start', (_, hook) => hook.set('f'), 'start')
    .when(all('hook:update-status', 'f'), (_, hook) => hook.clear('f'), 'h1')
    .when(all('hook:update-status', 'f'), () => {}, 'h2')
    .when(all('hook:update-status', not('g')), (_, hook) => hook.set('g'), 'n1')
    .when(all('hook:update-status', not('g')), () => {}, 'n2')
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const { ran, steps } = await turn(model, 'app/0')
  expect(ran).toEqual(['h1', 'n1'])
  expect(steps.filter(({ step }) => step === 'round' || step === 'skipped')).toEqual([
    { step: 'round', number: 1, due: ['h1', 'h2', 'n1', 'n2'] },
    { step: 'skipped', handler: 'h2' },
    { step: 'skipped', handler: 'n2' },
  ])
})

test('7 trigger: a changed option clears a flag at the same instant, before a handler that needs the flag can run', async () => {
  const charm = defineCharm({
    endpoints: {},
    flags: { configured: { description: 'The sources are written.', clearedBy: 'config.changed.sources' } },
    config: { sources: text('Where packages come from.', { default: 'main' }) },
  })
    .when('configured', () => {}, 'uses the sources')
    .when(all(not('configured'), 'hook:update-status'), (_, hook) => hook.set('configured'), 'writes the sources')
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  expect((await turn(model, 'app/0')).ran).toEqual(['writes the sources', 'uses the sources'])
  expect((await turn(model, 'app/0')).ran).toEqual(['uses the sources'])
  model.configure('app', { sources: 'universe' })
  const run = await model.step('app/0')
  expect(run).toMatchObject({
    hook: 'config-changed',
    outcome: {
      state: 'ok',
      report: {
        ran: [],
        flags: [],
        steps: [
          { step: 'start', flags: ['configured'] },
          { step: 'flag', flag: 'configured', raised: false, cause: 'configured clearedBy' },
        ],
      },
    },
  })
  expect((await turn(model, 'app/0')).ran).toEqual(['writes the sources', 'uses the sources'])
})
