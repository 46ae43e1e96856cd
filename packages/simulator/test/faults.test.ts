import { expect, test } from 'vitest'
import { Model, type Faults } from '../src/index.ts'
import { hooks } from './support/lines.ts'
import { idle, program, puppet, writeAll } from './support/program.ts'

const metadata = { provides: { website: 'http' } }

/** Each hook counts itself, in the unit's state and for others. */
const counting = program(async (tools) => {
  const count = String(Number((await tools.stateGet()).get('hooks') ?? '0') + 1)
  await tools.stateSet(new Map([['hooks', count]]))
  await writeAll(tools, 'website', { bag: 'unit', values: { count } })
  await tools.statusSet('active', count)
})

/** Twenty units that count their hooks, until all is quiet. */
async function life(faults: Faults, seed = 1): Promise<Model> {
  const model = new Model({ faults, seed })
  model.deploy('website', { program: counting, metadata, units: 20 })
  model.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  model.relate('proxy', 'website')
  await model.settle()
  return model
}

function counts(model: Model): readonly unknown[] {
  const [relation = { number: 0 }] = model.relations
  return model.units.map(({ name }) => [model.status(name), model.databag(relation, name)?.get('count')])
}

test.for<Faults>([{ kill: 1 }, { fail: 1 }, { kill: 0.5, fail: 0.5 }])(
  'with every hook hit, %j, each succeeds when it is run again, and has happened once',
  async (faults) => {
    const model = await life(faults)
    const tries = hooks(model).map(({ outcome, error }) => error?.code ?? outcome)
    const succeeded = tries.filter((end) => end === 'ok').length
    expect(tries.filter((end) => end === 'HOOK_INTERRUPTED').length).toBe(succeeded)
    expect(tries.length).toBe(2 * succeeded)
    expect(counts(model)).toEqual(counts(await life({})))
  },
)

test('the shares of hooks are hit that were asked for, and the kills are somewhere in the middle of their hooks', async () => {
  const model = await life({ kill: 0.3, fail: 0.2 }, 4)
  const messages = hooks(model).flatMap(({ error }) => error?.message ?? [])
  const [all, refused] = [
    hooks(model).filter(({ outcome }) => outcome === 'ok'),
    messages.filter((one) => one.includes('could not be committed')),
  ]
  expect((messages.length - refused.length) / all.length).toBeCloseTo(0.3, 1)
  expect(refused.length / all.length).toBeCloseTo(0.2, 1)
  const moments = messages.flatMap((message) => /was killed (.*), as/.exec(message)?.[1] ?? [])
  expect(new Set(moments)).toEqual(
    new Set(['at its end', ...['1', '2', '3', '4', '5'].map((call) => `after call ${call} of a hook tool`)]),
  )
})

test('equal seeds hit the same hooks, and without faults a model runs as ever', async () => {
  const [one, same, other] = [await life({ kill: 0.1 }), await life({ kill: 0.1 }), await life({ kill: 0.1 }, 2)]
  expect(one.trace).toEqual(same.trace)
  expect(other.trace).not.toEqual(one.trace)
  const plain = new Model({ seed: 1 })
  plain.deploy('website', { program: counting, metadata, units: 20 })
  plain.deploy('proxy', { program: idle, metadata: { requires: { backend: 'http' } } })
  plain.relate('proxy', 'website')
  await plain.settle()
  expect((await life({})).trace).toEqual(plain.trace)
})

test('a charm that fails by itself is told from a fault, and has all of its retries', async () => {
  const model = new Model({ faults: { fail: 1 } })
  const website = puppet()
  website.does(async () => {
    website.does(() => Promise.reject(new Error('no shelves')))
    return Promise.resolve()
  })
  model.deploy('website', { program: website.program, metadata })
  await expect(model.settle()).rejects.toMatchObject({
    code: 'HOOK_FAILED',
    message: 'install of website/0 failed 4 times: no shelves. Correct the charm, or resolve the unit without a retry.',
  })
  expect(hooks(model).map(({ error }) => error?.code ?? error?.message)).toEqual([
    'HOOK_INTERRUPTED',
    ...Array.from({ length: 4 }, () => 'no shelves'),
  ])
})

test('what was hit does not wait until everybody else ran dry', async () => {
  const model = new Model({ faults: { kill: 0.1 }, seed: 1 })
  model.deploy('website', { program: idle, metadata, units: 20 })
  await model.settle()
  const waits = hooks(model).flatMap(({ unit, outcome }, index, all) => {
    return outcome === 'failed' ? all.slice(index + 1).findIndex((event) => event.unit === unit) : []
  })
  // The first of them would wait for the fifty hooks of those that nothing hit.
  expect(waits.length).toBe(14)
  expect(Math.max(...waits)).toBeLessThan(40)
})

test.for<Faults>([{ kill: -0.1 }, { fail: 1.5 }, { kill: Number.NaN }, { kill: 0.6, fail: 0.6 }])(
  'refuses the shares %j',
  (faults) => {
    expect(() => new Model({ faults })).toThrow(expect.objectContaining({ code: 'FAULTS_INVALID' }))
  },
)

test('settle stops before the next hook when it is told to, and can go on later', async () => {
  const model = new Model()
  const website = puppet()
  const stop = new AbortController()
  website.does(async ({ context }) => {
    if (context.hook === 'config-changed') stop.abort()
    return Promise.resolve()
  })
  model.deploy('website', { program: website.program, metadata })
  await expect(model.settle({ signal: stop.signal })).rejects.toMatchObject({
    code: 'SETTLE_STOPPED',
    message:
      'The model was told to stop before it was quiet: with hooks to run there are website/0. Give it longer, or see its trace.',
  })
  expect(await model.settle()).toBe(1)
})
