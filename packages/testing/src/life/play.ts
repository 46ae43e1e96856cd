import { Model, type Program } from '@interlayer/simulator'
import type { Cast } from './cast.ts'
import type { Life } from './life.ts'
import { metadataOf, player, stage, type Direction } from './player.ts'
import { Witness } from './witness.ts'

/** A model with its cast. */
export interface Play {
  readonly cast: Cast
  readonly model: Model
  readonly direction: Direction
}

/** The applications. One name begins like another, for names are no prefixes to go by. */
export const names = { first: 'host', second: 'guest', other: 'guests', ending: 'hosts' } as const

/** A hook that fails may be run again this often. */
const retries = 12

/** Does nothing, as a charm to which Juju itself adds its end of a relation. */
export const idle: Program = async () => ({ ran: [], flags: [], steps: [] })

/** A model with its cast, of which no hook has run. */
export function begin(cast: Cast, life: Life): Play {
  let hooks = 0
  const faults = new Set(life.faults)
  const fails = (): boolean => faults.has(hooks++)
  const direction: Direction = { witness: new Witness(), told: new Map(), twice: life.twice, fails }
  const play = { cast, model: new Model({ seed: life.order, bounds: { retries } }), direction }
  const [first, second] = life.units
  const some = life.gap ? deployApart : deploy
  some(play, names.first, first)
  if (cast.kind === 'peers') return play
  some(play, names.second, second)
  relate(play, names.first, names.second)
  if (!life.others) return play
  deploy(play, names.other, 1)
  relate(play, names.first, names.other)
  return play
}

/** Units of which the third is `/11`, as those before it are gone. */
function deployApart(play: Play, name: string, units: number): void {
  deploy(play, name, units + gone.length)
  for (const unit of play.model.units)
    if (unit.application === name && gone.includes(unit.name.replace(`${name}/`, ''))) play.model.removeUnit(unit.name)
}

const gone = ['2', '3', '4', '5', '6', '7', '8', '9', '10']

/** Adds an application of the side that its name says. */
export function deploy({ cast, model, direction }: Play, name: string, units: number): void {
  const first = name === names.first || name === names.ending
  const part = cast.kind === 'peers' || first ? cast.first : cast.second
  if (part === undefined) {
    model.deploy(name, { program: idle, units })
    return
  }
  const metadata = metadataOf(part, cast.kind === 'peers' ? 'global' : cast.scope)
  const fields = { [stage]: part.side.definition[part.side.role] ?? {} }
  model.deploy(name, { program: player(part, direction), metadata, fields, ...(!metadata.subordinate && { units }) })
}

/** Relates an application of the first side to one of the second. */
export function relate({ cast, model }: Play, first: string, second: string): void {
  model.relate(`${first}:${cast.first === undefined ? 'juju-info' : stage}`, `${second}:${stage}`)
}
