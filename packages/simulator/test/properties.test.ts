import { expect, test } from 'vitest'
import type { HookEvent, Model, RelationView, UnitView } from '../src/index.ts'
import { hooks } from './support/lines.ts'
import { liveAtRandom } from './support/random-life.ts'

const seeds = Array.from({ length: 150 }, (_, seed) => seed)
const moves = 60

/** Checks one property in many lives. */
function everyLife(name: string, check: (life: Awaited<ReturnType<typeof liveAtRandom>>) => unknown): void {
  test(name, async () => {
    for (const seed of seeds)
      expect({ seed, found: await check(await liveAtRandom(seed, moves)) }).toEqual({ seed, found: [] })
  })
}

everyLife('a unit that failed runs the same hook again before any other', ({ model }) =>
  [...perUnit(model).values()].flatMap((run) =>
    run.filter((event, index) => {
      const before = run[index - 1]
      return before?.outcome === 'failed' && key(before) !== key(event)
    }),
  ),
)

everyLife('install comes first, stop and remove last, and start after config-changed', ({ model }) =>
  [...perUnit(model)].flatMap(([unit, run]) => {
    const names = run.filter(({ outcome }) => outcome === 'ok').map(({ hook }) => hook)
    const [install, start, stop, remove] = ['install', 'start', 'stop', 'remove'].map((name) => names.indexOf(name))
    const right =
      (names.length === 0 || install === 0) &&
      (start === -1 || names[(start ?? 0) - 1] === 'config-changed') &&
      (stop === -1 || stop === names.length - 2) &&
      (remove === -1 || remove === names.length - 1) &&
      ['install', 'start', 'stop', 'remove'].every((name) => names.filter((other) => other === name).length <= 1)
    return right ? [] : [[unit, names]]
  }),
)

everyLife(
  'joined once until departed, changed right after it and for members only, broken last and alone',
  ({ model }) => [...perRelation(model)].flatMap(([name, run]) => faults(run).map((fault) => [name, fault])),
)

everyLife('in the end nobody has anything to run, and nobody dying is left', async ({ model }) => [
  ...((await model.settle()) > 0 ? ['not quiet'] : []),
  ...[...model.units, ...model.relations].filter(({ life }) => life !== 'alive'),
])

everyLife(
  'in the end everyone knows exactly who is there, and has read what they wrote last',
  ({ model, readings }) => {
    const known = members(model)
    return model.relations.flatMap((relation) =>
      views(model, relation).flatMap(({ unit, id, there }) => {
        const seen = [...(known.get(`${unit} ${id}`) ?? [])].toSorted()
        if (seen.join() !== there.toSorted().join())
          return [`${unit} in ${id} sees ${seen.join()}, not ${there.join()}`]
        return there.filter((member) => readings.get(`${unit} ${id} ${member}`) !== model.databag(relation, member))
      }),
    )
  },
)

interface View {
  readonly unit: string
  readonly id: string
  readonly there: readonly string[]
}

/** Whom each unit of a relation ought to see, from Juju's definition of scope alone. */
function views(model: Model, { ends, number, scope }: RelationView): readonly View[] {
  return ends.flatMap(({ application, endpoint }, index) => {
    const other = ends[1 - index]?.application ?? application
    return unitsOf(model, application).flatMap((unit) => {
      const beside = (one: UnitView): boolean => one.principal === unit.name || unit.principal === one.name
      const there = unitsOf(model, other).filter((one) => one.name !== unit.name && (scope === 'global' || beside(one)))
      const tracks =
        endpoint !== 'juju-info' && (scope === 'global' || unit.principal === undefined || there.length > 0)
      return tracks ? [{ unit: unit.name, id: `${endpoint}:${number}`, there: there.map(({ name }) => name) }] : []
    })
  })
}

function unitsOf(model: Model, application: string): readonly UnitView[] {
  return model.units.filter((unit) => unit.application === application)
}

test('equal seeds and moves give equal traces, and another seed another order', async () => {
  for (const seed of seeds.slice(0, 20)) {
    const [one, other] = [await liveAtRandom(seed, moves), await liveAtRandom(seed, moves)]
    expect(one.model.trace).toEqual(other.model.trace)
  }
  const orders = await Promise.all([1, 2].map(async (seed) => hooks((await liveAtRandom(seed, moves)).model).map(key)))
  expect(orders[0]).not.toEqual(orders[1])
})

function key({ hook, relation, remoteUnit, remoteApp, departingUnit }: HookEvent): string {
  return [hook, relation, remoteUnit, remoteApp, departingUnit].join(' ')
}

function perUnit(model: Model): ReadonlyMap<string, readonly HookEvent[]> {
  return grouped(hooks(model), ({ unit }) => unit)
}

/** Successful relation hooks by unit and relation. */
function perRelation(model: Model): ReadonlyMap<string, readonly HookEvent[]> {
  const successful = hooks(model).filter(({ relation, outcome }) => relation !== undefined && outcome === 'ok')
  return grouped(successful, ({ unit, relation }) => `${unit} ${relation ?? ''}`)
}

function grouped(
  events: readonly HookEvent[],
  name: (event: HookEvent) => string,
): ReadonlyMap<string, readonly HookEvent[]> {
  const groups = new Map<string, HookEvent[]>()
  for (const event of events) groups.set(name(event), [...(groups.get(name(event)) ?? []), event])
  return groups
}

/** Who has joined and not departed. */
function members(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...perRelation(model)].map(([name, run]) => {
      const joined = new Set<string>()
      for (const { hook, remoteUnit = '' } of run) {
        if (hook.endsWith('-joined')) joined.add(remoteUnit)
        if (hook.endsWith('-departed')) joined.delete(remoteUnit)
      }
      return [name, joined] as const
    }),
  )
}

/** What is wrong in the order of one relation's hooks in one unit. */
function faults(run: readonly HookEvent[]): readonly string[] {
  const joined = new Set<string>()
  return run.flatMap((event, index) => {
    const kind = event.hook.slice(event.hook.lastIndexOf('-') + 1)
    const { remoteUnit = '' } = event
    const next = run[index + 1]
    switch (kind) {
      case 'created':
        return index === 0 ? [] : ['created late']
      case 'joined': {
        const again = joined.has(remoteUnit)
        joined.add(remoteUnit)
        const followed = next === undefined || (next.hook.endsWith('-changed') && next.remoteUnit === remoteUnit)
        return again || !followed ? [`joined ${remoteUnit}`] : []
      }
      case 'changed':
        return remoteUnit === '' || joined.has(remoteUnit) ? [] : [`changed ${remoteUnit}`]
      case 'departed':
        return joined.delete(remoteUnit) ? [] : [`departed ${remoteUnit}`]
      case 'broken':
        return joined.size === 0 && next === undefined && !/cluster|replicas/.test(event.hook) ? [] : ['broken']
      default:
        return [kind]
    }
  })
}
