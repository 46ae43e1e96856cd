import { all, any, defineCharm, not } from '@interlayer/runtime'
import { expect, test } from 'vitest'
import { Model, type ModelOptions } from '../../src/index.ts'
import { Listener, Speaker } from '../support/channel.ts'
import { idle } from '../support/program.ts'
import { attempt, turn } from '../support/turn.ts'

const listens = { program: idle, metadata: { requires: { in: 'channel' } } } as const

test('8 crash: a handler that throws after writing leaves no flag and no data, and the retry starts from the old state', async () => {
  const found: unknown[] = []
  let broken = true
  const charm = defineCharm({ endpoints: { out: Speaker }, flags: { done: 'It is done.' } })
  charm.when(all('out.joined', 'hook:update-status'), (endpoints, hook) => {
    found.push([hook.isSet('done'), endpoints.out.relationIds])
    hook.set('done')
    endpoints.out.say({ value: 1 })
    if (broken) throw new Error('no space left')
  })
  const model = new Model()
  model.deploy('speaker', { charm })
  model.deploy('listener', listens)
  const relation = model.relate('speaker', 'listener')
  await model.settle()
  const { outcome } = await attempt(model, 'speaker/0')
  expect(outcome).toMatchObject({ state: 'failed', error: { code: 'HANDLER_FAILED' } })
  expect(model.flags('speaker/0')).toEqual(['out.joined'])
  expect(model.databag(relation, 'speaker/0')?.get('value')).toBeUndefined()
  broken = false
  await model.settle()
  expect(found).toEqual([
    [false, ['out:0']],
    [false, ['out:0']],
  ])
  expect(model.flags('speaker/0')).toEqual(['done', 'out.joined'])
  expect(model.databag(relation, 'speaker/0')?.get('value')).toBe('1')
})

/** A service with a configuration file: one handler writes it, two others go by whether it changed. */
function service(file: { content: string }, order: 'before' | 'after') {
  const charm = defineCharm({ endpoints: {}, flags: { started: 'The service runs.', stale: 'It runs the old file.' } })
  const write = (): void => {
    charm.when('hook:update-status', () => {
      file.content += '!'
    })
  }
  if (order === 'before') write()
  charm
    .when('hook:start', (_, hook) => hook.set('started'), 'start')
    .when(all(), (_, hook) => {
      if (hook.changed('file', file.content)) hook.set('stale')
    })
    .when(['started', 'stale'], (_, hook) => hook.clear('stale'), 'restart')
    .when('started', (_, hook) => {
      if (hook.changed('file', file.content)) hook.log('info', 'archived')
    })
  if (order === 'after') write()
  return charm
}

test.each([
  ['before' as const, { written: 'restarted', next: 'quiet' }],
  ['after' as const, { written: 'quiet', next: 'restarted' }],
])(
  '9 file change: a handler that stands %s the others rewrites the file, and the restart runs exactly once',
  async (order, expected) => {
    const model = new Model()
    model.deploy('app', { charm: service({ content: 'port=80' }, order) })
    await model.settle()
    const restarted = async (hook: string): Promise<string> =>
      (await turn(model, 'app/0', hook)).ran.includes('restart') ? 'restarted' : 'quiet'
    expect(await restarted('config-changed')).toBe('quiet')
    expect(await restarted('update-status')).toBe(expected.written)
    expect(await restarted('config-changed')).toBe(expected.next)
    expect(await restarted('config-changed')).toBe('quiet')
    // Each consumer has its own view of the file: the first to look takes nothing from the second.
    const archived = model.trace.filter(({ event }) => event === 'log')
    expect(archived).toHaveLength(2)
  },
)

test.each(['collect-metrics', 'meter-status-changed'] as const)(
  '18 restricted: in %s only handlers that name it run; nothing is asked or told but the log, and nothing is forgotten',
  async (hookName) => {
    const seen: unknown[] = []
    const charm = defineCharm({
      endpoints: { out: Speaker, in: Listener },
      flags: { metered: 'Seen.', alone: { description: 'Nobody listens.', setBy: not('out.joined') } },
    })
      .when(not('out.joined'), () => {}, 'nobody listens')
      .when(any('out.departed', 'out.broken', 'in.departed', 'in.changed'), () => {}, 'somebody left')
      .when('out.joined', ({ out }) => out.say({ value: 1 }), 'says')
      .when(`hook:${hookName}`, ({ out, in: input }, hook) => {
        seen.push(out.relationIds, out.joined, input.available, hook.leader)
        out.say({ value: 2 })
        input.wish('more')
        hook.set('metered')
        hook.status('active')
        hook.log('info', 'metered')
      })
    const model = new Model()
    model.deploy('app', { charm })
    model.deploy('listener', listens)
    const relation = model.relate('app:out', 'listener')
    await model.settle()
    model.trigger('app/0', 'update-status')
    await model.settle()
    const [flags, since] = [model.flags('app/0'), model.trace.length]
    expect((await turn(model, 'app/0', hookName)).ran).toEqual([`hook:${hookName}`])
    expect(seen).toEqual([[], false, false, false])
    expect(model.trace.slice(since).map(({ event }) => event)).toEqual(['trigger', 'log', 'hook'])
    expect(model.databag(relation, 'app/0')?.get('value')).toBe('1')
    expect((await turn(model, 'app/0')).ran).toEqual(['says'])
    expect(model.flags('app/0')).toEqual(flags)
  },
)

test('19 series upgrade: services stop when it begins, and start again after it only if this charm had stopped them', async () => {
  const service = { running: true }
  const charm = defineCharm({
    endpoints: {},
    flags: {
      upgrading: {
        description: 'The machine changes its series.',
        setBy: 'hook:pre-series-upgrade',
        clearedBy: 'hook:post-series-upgrade',
      },
      paused: 'This charm stopped the service.',
    },
  })
    .when(['upgrading', not('paused')], (_, hook) => {
      if (!service.running) return
      service.running = false
      hook.set('paused')
    })
    .when(['paused', not('upgrading')], (_, hook) => {
      service.running = true
      hook.clear('paused')
    })
  const model = new Model()
  model.deploy('app', { charm })
  await model.settle()
  const upgrade = async (): Promise<unknown> => {
    const running: boolean[] = []
    for (const hook of ['pre-series-upgrade', 'update-status', 'post-series-upgrade']) {
      await turn(model, 'app/0', hook)
      running.push(service.running)
    }
    return [running, model.flags('app/0')]
  }
  expect(await upgrade()).toEqual([[false, false, true], []])
  service.running = false
  expect(await upgrade()).toEqual([[false, false, false], []])
})

/** Counts to three with flags, under a trigger and a computed flag, beside a relation. */
function counter() {
  return defineCharm({
    endpoints: { out: Speaker },
    flags: {
      one: { description: 'First.', clearedBy: 'two' },
      two: 'Second.',
      both: { description: 'Both at once.', is: all('one', 'two') },
    },
  })
    .when(all('hook:update-status', not('two')), (_, hook) => hook.set('one'), 'counts')
    .when('one', (_, hook) => hook.set('two'), 'counts on')
    .when('one', () => {}, 'comes too late')
    .when(['out.joined', 'two'], ({ out }) => out.say({ value: 2 }), 'says two')
}

async function counted(options: ModelOptions): Promise<readonly unknown[]> {
  const model = new Model({ seed: 20, ...options })
  model.deploy('speaker', { charm: counter() })
  model.deploy('listener', listens)
  const relation = model.relate('speaker', 'listener')
  await model.settle()
  return [await turn(model, 'speaker/0'), model.flags('speaker/0'), model.databag(relation, 'speaker/0')]
}

test('20 tracing: the report has the flags at the start, rounds, runs, skips and each transition with its cause', async () => {
  const [report] = await counted({})
  expect(report).toEqual({
    ran: ['counts', 'counts on', 'says two'],
    flags: ['out.joined', 'two'],
    steps: [
      { step: 'start', flags: ['out.joined'] },
      { step: 'round', number: 1, due: ['counts'] },
      { step: 'ran', handler: 'counts' },
      { step: 'flag', flag: 'one', raised: true, cause: 'counts' },
      { step: 'round', number: 2, due: ['counts on', 'comes too late'] },
      { step: 'ran', handler: 'counts on' },
      { step: 'flag', flag: 'both', raised: true, cause: 'counts on' },
      { step: 'flag', flag: 'two', raised: true, cause: 'counts on' },
      { step: 'flag', flag: 'both', raised: false, cause: 'one clearedBy' },
      { step: 'flag', flag: 'one', raised: false, cause: 'one clearedBy' },
      { step: 'skipped', handler: 'comes too late' },
      { step: 'round', number: 3, due: ['says two'] },
      { step: 'ran', handler: 'says two' },
    ],
  })
})

test('20 tracing: a model that is observed does the same as one that is not', async () => {
  const events: unknown[] = []
  const watched = await counted({ onEvent: (event) => events.push(event) })
  expect(events.length).toBeGreaterThan(0)
  expect(await counted({ trace: false })).toEqual(watched)
})
