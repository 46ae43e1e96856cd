import type { HookTools } from '@interlayer/runtime/adapter'
import { Model } from '../../src/index.ts'
import { seededRandom, type Random } from '../../src/random.ts'
import { program } from './program.ts'

/** What units read last of each other: by reader, relation and member. */
export type Readings = Map<string, ReadonlyMap<string, string> | undefined>

/** A model after a life that the seed chose: units and relations that came and went, failures, elections. */
export interface RandomLife {
  readonly model: Model
  readonly readings: Readings
}

const container = { interface: 'juju-info', scope: 'container' } as const
const nrpe = { interface: 'nrpe', scope: 'container' } as const
const metadata = {
  web: { provides: { website: 'http', nrpe: 'nrpe' }, requires: { db: 'sql' }, peers: { cluster: 'cluster' } },
  proxy: { requires: { backend: 'http' }, provides: { website: 'http' } },
  sql: { provides: { db: 'sql' }, peers: { replicas: 'replicas' } },
  watcher: { subordinate: true, requires: { principal: container, checks: nrpe } },
}
const relations = [
  ['proxy:backend', 'web:website'],
  ['web:db', 'sql:db'],
  ['watcher:checks', 'web:nrpe'],
  ['watcher:principal', 'proxy:juju-info'],
  ['watcher:principal', 'web:juju-info'],
] as const

/** Lives this many random moves, and then until quiet. */
export async function liveAtRandom(seed: number, moves: number): Promise<RandomLife> {
  const random = seededRandom(seed ^ 0x5eed)
  const model = new Model({ seed, bounds: { retries: 50 } })
  const readings: Readings = new Map()
  const act = program((tools) => livelyHook(tools, { random, readings }))
  for (const [name, given] of Object.entries(metadata)) {
    model.deploy(name, { program: act, metadata: given, ...(name !== 'watcher' && { units: random.below(3) }) })
  }
  for (let move = 0; move < moves; move++) await moveOnce(model, random)
  await model.settle()
  return { model, readings }
}

async function livelyHook(
  tools: HookTools,
  { random, readings }: { random: Random; readings: Readings },
): Promise<void> {
  const { unit, relation, hook } = tools.context
  if (relation !== undefined && /joined|changed/.test(hook)) {
    const member = relation.remoteUnit ?? relation.remoteApp ?? ''
    readings.set(`${unit} ${relation.id} ${member}`, await tools.relationGet(relation.id, member))
  }
  // Not in answer to a changed hook, so that every life comes to rest.
  if (relation !== undefined && !hook.endsWith('-changed') && random.below(2) === 0) {
    const values = new Map([
      ['n', String(random.below(3))],
      ['m', random.below(2) === 0 ? '' : 'x'],
    ])
    const leads = random.below(2) === 0 && (await tools.isLeader())
    await tools.relationSet(relation.id, leads ? 'app' : 'unit', values)
  }
  if (random.below(15) === 0) throw new Error('bad luck')
}

const moves: readonly ((model: Model, random: Random) => unknown)[] = [
  (model, random) => stepSome(model, random),
  (model, random) => stepSome(model, random),
  (model, random) => stepSome(model, random),
  (model, random) => relateSome(model, random),
  (model, random) => relateSome(model, random),
  (model, random) => model.addUnit(pick(model.applications, random).name),
  (model, random) => model.addUnit(pick(model.applications, random).name),
  (model, random) => model.removeUnit(pick(model.units, random).name),
  (model, random) => model.removeRelation(pick(model.relations, random)),
  (model, random) => model.elect(pick(model.units, random).name),
  (model, random) => model.trigger(pick(model.units, random).name, pick(['update-status', 'config-changed'], random)),
  (model, random) => {
    if (random.below(10) === 0) model.removeApplication(pick(model.applications, random).name)
  },
]

/** A move that the model refuses is none. */
async function moveOnce(model: Model, random: Random): Promise<void> {
  try {
    await pick(moves, random)(model, random)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error.code === 'HOOK_FAILED') throw error
  }
}

function relateSome(model: Model, random: Random): void {
  const [one, other] = pick(relations, random)
  model.relate(one, other)
}

async function stepSome(model: Model, random: Random): Promise<void> {
  for (let step = random.below(30); step > 0 && model.units.length > 0; step--)
    await model.step(pick(model.units, random).name)
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[random.below(items.length)]
  if (item === undefined) throw Object.assign(new Error('nothing to pick'), { code: 'NOTHING' })
  return item
}
