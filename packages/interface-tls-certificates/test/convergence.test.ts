import { Model, type RelationView } from '@interlayer/simulator'
import { expect, test } from 'vitest'
import type { WantedCertificate } from '../src/index.ts'
import { authority, both, client, databag } from './support/charms.ts'

const wants = ({ unit, config }: { unit: string; config: { names: string } }): readonly WantedCertificate[] => [
  both(`${config.names}.${unit.replace('/', '-')}`, unit),
  both(config.names, unit, { kind: 'client' }),
  both(`all.${config.names}`, 'app', { owner: 'application' }),
]

/** What units see in the end: wire 1 says in a certificate whose request it was for, wire 0 has the key. */
function expected(wire: 0 | 1, unit: string): readonly string[] {
  const own = `b.${unit.replace('/', '-')}`
  if (wire === 1)
    return [`${own} by ${unit}`, `b by ${unit}`, 'all.b by app'].map((what) => `server ${what} 2 < authority`)
  const app = 'all.b all.b'
  return [
    `server ${own} 2 < authority, key of ${unit} ${own}`,
    `client b 2 < authority, key of ${unit} b`,
    `server ${app} 2 < authority, key of ${unit.replace(/\/.*/, '')} ${app}`,
  ]
}

interface Life {
  readonly seed: number
  readonly provider: 0 | 1
  readonly requirer: 0 | 1
}

/** A life with failures, elections, scaling and removals at moments that the seed decides. */
async function life({ seed, provider, requirer }: Life): Promise<Ending> {
  let hooks = 0
  const fails = (): boolean => ++hooks % 13 === seed % 13
  const seen = new Map<string, unknown>()
  const model = new Model({ seed })
  const some = async (steps: number): Promise<void> => {
    for (let step = 0; step < steps; step++) await model.step(model.units[step % model.units.length]?.name ?? '')
  }
  model.deploy('ca', { charm: authority({ wire: provider, fails }), units: 2 })
  model.deploy('app', { charm: client(wants, { wire: requirer, seen, fails }), units: 3 })
  model.deploy('other', { charm: client(wants, { wire: requirer }) })
  const relation = model.relate('ca', 'app')
  await some(seed % 29)
  const ending = model.relate('ca', 'other')
  await some(seed % 17)
  model.configure('app', { names: 'b' })
  model.removeUnit('app/1')
  model.elect('app/2')
  await some(seed % 11)
  model.elect('ca/1')
  await some(seed % 7)
  model.configure('ca', { serial: ' 2' })
  model.addUnit('app')
  model.removeRelation(ending)
  await model.settle()
  const after = model.trace.length
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
  const loud = model.trace.slice(after).filter(({ event }) => event === 'databag' || event === 'flag')
  return { model, relation, seen, loud }
}

interface Ending {
  readonly model: Model
  readonly relation: RelationView
  readonly seen: Map<string, unknown>
  readonly loud: readonly unknown[]
}

test.each([
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
] as const)(
  'whatever fails, moves or leaves, a provider of wire %i and a requirer of wire %i end with every certificate, and in silence',
  async (provider, requirer) => {
    const wire = provider === 1 && requirer === 1 ? 1 : 0
    for (let seed = 0; seed < 10; seed++) {
      const { model, relation, seen, loud } = await life({ seed, provider, requirer })
      const units = ['app/0', 'app/2', 'app/3']
      expect([seed, units.map((unit) => seen.get(unit))]).toEqual([seed, units.map((unit) => expected(wire, unit))])
      expect([seed, loud]).toEqual([seed, []])
      const answered = ['ca', 'ca/0', 'ca/1'].map((member) => Object.keys(databag(model, relation, member)).length)
      expect(answered).toEqual(wire === 1 ? [1, 0, 0] : [0, 1 + 4 * units.length, 1 + 4 * units.length])
    }
  },
)
