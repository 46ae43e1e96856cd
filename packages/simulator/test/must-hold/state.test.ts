import { defineCharm, text, type AnyCharm } from '@interlayer/runtime'
import { runHook, type HookTools, type RawBag } from '@interlayer/runtime/adapter'
import { expect, test } from 'vitest'
import { charmMetadata } from '../../src/charm-metadata.ts'
import { Model } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { spied } from '../support/spy.ts'
import { replacing } from '../support/tools.ts'
import { turn } from '../support/turn.ts'

/** Uses everything that is kept from hook to hook; `ran` has what happened. */
function listener(ran: unknown[]) {
  return defineCharm({
    endpoints: { in: Listener },
    flags: { known: 'Known.', met: { description: 'Met.', setBy: 'in.joined' } },
    memory: { name: text('Named.', { optional: true }) },
  })
    .once('first', 'in.available', () => void ran.push('once'))
    .when('in.changed.value', (_, hook) => void ran.push(hook.changes('in').map(({ kind }) => kind)))
    .when('in.available', ({ in: input }, hook) => {
      input.remember()
      hook.set('known')
      hook.memory.update({ name: 'app' })
      if (hook.changed('heard', input.heard())) ran.push('heard')
    })
}

interface Meeting {
  readonly model: Model
  readonly ran: unknown[]
  /** What the next hooks find as their state. */
  find: (state: RawBag) => RawBag
}

async function meeting(): Promise<Meeting> {
  const ran: unknown[] = []
  const charm: AnyCharm = listener(ran)
  const model = new Model({ seed: 1 })
  const result: Meeting = { model, ran, find: (state) => state }
  const program = async (tools: HookTools): ReturnType<typeof runHook> =>
    runHook(charm, replacing(tools, { stateGet: async () => result.find(await tools.stateGet()) }))
  const speaker = defineCharm({ endpoints: { out: Speaker } }).when('out.joined', ({ out }) => out.say({ value: 1 }))
  model.deploy('listener', { program, metadata: charmMetadata(charm) })
  model.deploy('speaker', { charm: speaker })
  model.relate('listener', 'speaker')
  await model.settle()
  expect(ran).toEqual(['once', ['added'], 'heard'])
  ran.length = 0
  return result
}

const flags = ['in.available', 'in.joined', 'known', 'met']

test('a state that is lost is a fresh start: what is there is added, and the flags of interfaces are right at once', async () => {
  const { model, ran, ...rest } = await meeting()
  expect(rest).toBeDefined()
  expect(model.flags('listener/0')).toEqual(flags)
  const lost = await meeting()
  lost.find = () => new Map()
  expect((await turn(lost.model, 'listener/0')).steps[0]).toEqual({
    step: 'start',
    flags: ['in.available', 'in.joined'],
  })
  expect(lost.ran).toEqual(['once', ['added'], 'heard'])
  expect(lost.model.flags('listener/0')).toEqual(flags)
  await turn(model, 'listener/0')
  expect(ran).toEqual([])
})

test('a state that does not read is a fresh start of what it held, with one warning for each key', async () => {
  const found = await meeting()
  const { model, ran } = found
  let keys: readonly string[] = []
  found.find = (state) => {
    keys = [...state.keys()].toSorted()
    return new Map(keys.map((key) => [key, '{"truncated":']))
  }
  const since = model.trace.length
  await turn(model, 'listener/0')
  expect(keys).toEqual([
    'interlayer.flags',
    'interlayer.memory',
    'interlayer.memory.in:0',
    'interlayer.once',
    'interlayer.pending',
    'interlayer.remembered',
    'interlayer.seen.in:0',
    'interlayer.triggers',
  ])
  const warned = model.trace.slice(since).flatMap((event) => (event.event === 'log' ? event.lines : []))
  expect(warned.toSorted()).toEqual(
    keys.map((key) => `The stored state under "${key}" does not read; it starts afresh.`),
  )
  expect(ran).toEqual(['once', ['added'], 'heard'])
  expect(model.flags('listener/0')).toEqual(flags)
  found.find = (state) => state
  ran.length = 0
  await turn(model, 'listener/0')
  expect(ran).toEqual([])
})

test('a state of another shape is a fresh start too', async () => {
  const found = await meeting()
  const shapes = ['null', '7', '"text"', '[[]]', '[1,{"fact":7}]', '{"a":{"b":1}}', '{"members":{"speaker/0":"x"}}']
  for (const shape of shapes) {
    found.find = (state) => new Map([...state.keys()].map((key) => [key, shape]))
    await turn(found.model, 'listener/0')
    expect(found.model.flags('listener/0')).toEqual(flags)
  }
})

test('what 300 units said is remembered within the limits of Juju, and read back', async () => {
  const changes: number[] = []
  const charm = defineCharm({ endpoints: { in: Listener } }).when('in.changed', (_, hook) => {
    changes.push(hook.changes('in').length)
  })
  const spy = spied(charm)
  const speaker = defineCharm({ endpoints: { out: Speaker } }).when('out.joined', ({ out }, hook) =>
    out.say({
      value: Number(hook.unit.split('/')[1]),
      note: hook.unit,
      'item_{name}': Object.fromEntries(Array.from('abcdefgh', (name) => [name, { size: 1 }])),
    }),
  )
  const model = new Model({ seed: 1, trace: false })
  model.deploy('listener', spy.deployment)
  model.deploy('speaker', { charm: speaker, units: 300 })
  model.relate('listener', 'speaker')
  await model.settle()
  const sum = changes.reduce((total, count) => total + count, 0)
  expect(sum).toBe(300 * (5 + 8))
  await turn(model, 'listener/0')
  expect(spy.writes).toEqual([])
  const sizes = [...spy.state.values()].map((piece) => Buffer.byteLength(piece))
  expect(sizes.reduce((total, size) => total + size, 0)).toBeGreaterThan(64 * 1024)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024)
  model.removeApplication('speaker')
  await model.settle()
  await turn(model, 'listener/0')
  expect([...spy.state.keys()]).toEqual(['interlayer.pending'])
})

test('a long memory is cut into pieces that are whole texts, and put together again', async () => {
  const long = '🙂'.repeat(30_000)
  const seen: unknown[] = []
  const charm = defineCharm({ endpoints: {}, memory: { long: text('Long.', { optional: true }) } })
    .when('hook:update-status', (_, hook) => void seen.push(hook.memory.written.long === long))
    .when('hook:start', (_, hook) => hook.memory.update({ long }))
  const spy = spied(charm)
  const model = new Model()
  model.deploy('app', spy.deployment)
  await model.settle()
  await turn(model, 'app/0')
  expect(seen).toEqual([true])
  const pieces = [...spy.state].filter(([key]) => key.startsWith('interlayer.memory')).map(([, piece]) => piece)
  expect(pieces.length).toBeGreaterThan(1)
  expect(
    pieces.map((piece) => Buffer.from(piece).toString() === piece && Buffer.byteLength(piece) <= 64 * 1024),
  ).toEqual(pieces.map(() => true))
})
