import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Model, TraceEvent } from '../../src/index.ts'
import { seededRandom, type Random } from '../../src/random.ts'
import { bundledCharm } from '../support/bundled-charm.ts'
import { charmDirectory, closingModel } from '../support/charm-directory.ts'
import { idle, unitWriter } from '../support/program.ts'
import { openRelay, type Interference, type RelayedHook } from '../support/relay.ts'

// A hundred processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 180_000 })

const metadata = 'name: teller\nrequires:\n  in: channel\nprovides:\n  out: channel\n'
const config = 'options:\n  factor: { type: int, default: 1 }\n'

/** What the charm has published, stored and reported in the end, and all that happened. */
async function live(
  program: string,
  interfere: Interference,
): Promise<{ readonly end: object; readonly trace: readonly TraceEvent[] }> {
  const relay = await openRelay(program, interfere)
  const model = closingModel({ seed: 4, bounds: { retries: 100 } })
  const directory = charmDirectory({ 'metadata.yaml': metadata, 'config.yaml': config, dispatch: relay.dispatch })
  model.deploy('teller', { directory, report: true })
  const said = { value: '7', note: 'once' }
  for (const name of ['one', 'two'])
    model.deploy(name, { program: unitWriter('out', said), metadata: { provides: { out: 'channel' } } })
  model.deploy('sink', { program: idle, metadata: { requires: { in: 'channel' } } })
  for (const name of ['one', 'two', 'sink']) model.relate('teller', name)
  await model.settle()
  model.configure('teller', { factor: 2 })
  await model.settle()
  model.removeApplication('two')
  await model.settle()
  return { end: await endOf(model), trace: model.trace }
}

async function endOf(model: Model): Promise<object> {
  const bags = model.relations.flatMap((relation) =>
    ['teller/0', 'teller'].map((member) => Object.fromEntries(model.databag(relation, member) ?? [])),
  )
  const { stdout } = await model.exec('teller/0', 'state-get --format=json')
  return { bags, state: JSON.parse(stdout) as unknown, flags: model.flags('teller/0') }
}

/** The parts of a hook, by the tools that it calls in them. */
const phases = {
  reading: ['is-leader', 'config-get', 'state-get', 'relation-ids', 'relation-list', 'relation-get'],
  committing: ['relation-set', 'state-set'],
  telling: ['status-set', 'juju-log'],
} as const
const names = ['reading', 'committing', 'telling'] as const
const moments = ['before', 'after', 'around'] as const

/** Where one process is killed: at the n-th call of a part of its hook, carried out or not, or some time around it. */
interface Plan {
  readonly phase: (typeof names)[number]
  readonly call: number
  readonly moment: (typeof moments)[number]
}

/** Kills processes as the seed has it, and notes where. */
function killer(random: Random, kills: Plan[]): Interference {
  const plans = new Map<RelayedHook, Plan>()
  const newPlan = (): Plan => ({
    phase: names[random.below(3)] ?? 'reading',
    call: 1 + random.below(3) * random.below(3),
    moment: moments[random.below(3)] ?? 'before',
  })
  return async (hook, forward) => {
    const plan = plans.get(hook) ?? newPlan()
    plans.set(hook, plan)
    const { phase, call, moment } = plan
    const isThere = hook.calls.filter((tool) => phases[phase].some((one) => one === tool)).length === call
    if (!isThere || !phases[phase].some((tool) => tool === hook.calls.at(-1))) return forward()
    kills.push(plan)
    if (moment === 'after') await forward()
    if (moment === 'around') void pause(random.below(4)).then(hook.kill)
    else hook.kill()
    return moment === 'around' ? forward() : { error: 'nobody hears this' }
  }
}

test('SIGKILL at random points of a hook, then its retry: nothing is lost, doubled or half-written', async () => {
  const program = await bundledCharm('teller')
  const undisturbed = await live(program, (_, forward) => forward())
  expect(undisturbed.end).toMatchObject({ flags: ['begun', 'in.available', 'in.joined', 'out.joined', 'told'] })
  const kills: Plan[] = []
  const { end, trace } = await live(program, killer(seededRandom(0), kills))
  expect(end).toEqual(undisturbed.end)
  expect(effectsOfFailures(trace)).toEqual([])
  expect(kills.length).toBeGreaterThan(36)
  const tried = new Set(kills.map(({ phase, moment }) => `${phase} ${moment}`))
  expect(tried.size).toBe(names.length * moments.length)
})

/** What hooks changed that did not succeed. */
function effectsOfFailures(trace: readonly TraceEvent[]): readonly TraceEvent[] {
  const failed = new Set<unknown>()
  for (const event of trace) if (event.event === 'hook' && event.outcome === 'failed') failed.add(event.number)
  const effects = trace.filter(({ event }) => event === 'databag' || event === 'flag')
  return effects.filter((effect) => 'hook' in effect && failed.has(effect.hook))
}
