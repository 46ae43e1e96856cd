import { Charm, integer, type AnyCharm, type EndpointClass, type Role } from '@interlayer/runtime'
import { Model, type Program, type TraceEvent } from '@interlayer/simulator'
import type { InterfaceCall, Side, Turn } from '@interlayer/testing'

/** Where the charms of a story have their side. */
export const stage = 'story'

/** What happened between two things that an operator did. */
export interface Scene {
  readonly title: string
  readonly events: readonly TraceEvent[]
}

/** Does nothing, as a charm to which Juju itself adds its end of a relation. */
const idle: Program = async () => ({ ran: [], flags: [], steps: [] })

/** Who plays in a story, and the wire that they speak. */
export interface Cast {
  readonly wire: number
  readonly provides?: Side
  readonly requires?: Side
  readonly peers?: Side
}

/** The casts of an interface: one for each wire that two of its sides can speak. */
export function castsOf({ sides }: Pick<InterfaceCall, 'sides'>): readonly Cast[] {
  const byWire = sides.toSorted((one, other) => wireOf(other) - wireOf(one))
  const of = (role: Role): readonly Side[] => byWire.filter(({ side }) => side.role === role)
  const [providers, requirers, [peer]] = [of('provides'), of('requires'), of('peers')]
  const pairs = providers.flatMap((provides) =>
    requirers.map((requires): Cast => ({ wire: Math.min(wireOf(provides), wireOf(requires)), provides, requires })),
  )
  // Where nobody provides, Juju itself does.
  const alone = requirers.map((requires): Cast => ({ wire: wireOf(requires), requires }))
  const own = peer === undefined ? [] : [{ wire: wireOf(peer), peers: peer }]
  const all: readonly Cast[] = [...own, ...pairs, ...(providers.length === 0 ? alone : [])]
  return all.filter((cast, index) => all.findIndex(({ wire }) => wire === cast.wire) === index)
}

/** Plays the story of an interface on one unit of each side: a relation is made, the charms want something else, it ends. */
export async function play({ provides, requires, peers }: Cast): Promise<readonly Scene[]> {
  const model = new Model({ seed: 1 })
  const scenes: Scene[] = []
  const scene = async (title: string, change: () => void): Promise<void> => {
    const before = model.trace.length
    change()
    await model.settle()
    scenes.push({ title, events: model.trace.slice(before) })
  }
  await scene(requires === undefined ? 'two units start' : 'the two are related', () => {
    if (requires === undefined) deploy(model, { name: 'peer', part: peers, units: 2 })
    else relate(model, provides, requires)
  })
  await scene('the charms want something else', () => {
    for (const { name, config } of model.applications) if (config.has('edition')) model.configure(name, { edition: 2 })
  })
  await scene('the relation is removed', () => {
    for (const relation of requires === undefined ? [] : model.relations) model.removeRelation(relation)
  })
  return scenes
}

function relate(model: Model, provider: Side | undefined, requirer: Side): void {
  deploy(model, { name: 'provider', part: provider, units: 1 })
  deploy(model, { name: 'requirer', part: requirer, units: 1 })
  model.relate(`provider:${provider === undefined ? 'juju-info' : stage}`, `requirer:${stage}`)
}

/** The side that a charm takes today. */
export function newest(sides: readonly Side[], role: Role): Side | undefined {
  return sides.filter(({ side }) => side.role === role).toSorted((one, other) => wireOf(other) - wireOf(one))[0]
}

function wireOf({ side }: Side): number {
  return side.definition.wire
}

interface Deployment {
  readonly name: string
  /** Undefined for Juju itself. */
  readonly part: Side | undefined
  readonly units: number
}

function deploy(model: Model, { name, part, units }: Deployment): void {
  if (part === undefined) model.deploy(name, { program: idle, units })
  else model.deploy(name, { charm: charmOf(part), units })
}

function charmOf({ side, act }: Side): AnyCharm {
  const endpoints: Record<string, EndpointClass> = { [stage]: side }
  const config = { edition: integer('What the charm wants.', { default: 1 }) }
  return new Charm({ endpoints, config }).when({ all: [] }, async (own, { unit, leader, config: { edition } }) => {
    const turn: Turn = { unit, application: unit.split('/')[0] ?? '', leader, edition }
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- of the very class that the part was written for
    await act(own[stage] as never, turn)
  })
}
