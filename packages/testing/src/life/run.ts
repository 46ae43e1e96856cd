import { Model, type RelationView, type SecretEvent, type TraceEvent } from '@interlayer/simulator'
import type { Cast } from './cast.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import type { Life, Move } from './life.ts'
import { metadataOf, player, stage, type Direction } from './player.ts'
import { Witness } from './witness.ts'

/** A life that was lived. */
export interface Lived {
  /** What is there once all is quiet; undefined if it never was. */
  readonly outcome: Outcome | undefined
  /** What happened that no interface may do; without anything secret. */
  readonly problems: readonly string[]
  readonly trace: readonly TraceEvent[]
  readonly witness: Witness
}

/** A model with its cast. */
export interface Play {
  readonly cast: Cast
  readonly model: Model
  readonly direction: Direction
  readonly relations: readonly RelationView[]
}

/** The applications. One name begins like another, for names are no prefixes to go by. */
export const names = { first: 'host', second: 'guest', other: 'guests', ending: 'hosts' } as const

/** A hook that fails may be run again this often. */
const retries = 12

/** Lives it to the end: all moves, silence, and the end of all relations. */
export async function live(cast: Cast, life: Life, quietly = false): Promise<Lived> {
  const play = begin(cast, life)
  const { model, direction } = play
  const { witness } = direction
  let outcome: Outcome | undefined
  try {
    await act(play, life, quietly)
    await model.settle()
    outcome = outcomeOf(play)
    if (!quietly) await staySilent(play)
    if (!quietly && witness.problems.size === 0) await end(play)
  } catch (error) {
    witness.problems.add(`It does not come to an end: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (witness.contents.size + witness.sensitive.size > 0)
    witness.hearsSensitive('the trace', [JSON.stringify(model.trace)])
  return {
    outcome,
    problems: [...witness.problems].map((problem) => witness.hide(problem)),
    trace: model.trace,
    witness,
  }
}

/** A model with its cast, of which no hook has run. */
export function begin(cast: Cast, life: Life): Play {
  let hooks = 0
  const faults = new Set(life.faults)
  const direction: Direction = {
    witness: new Witness(),
    told: new Map(),
    twice: life.twice,
    fails: () => faults.has(hooks++),
  }
  const model = new Model({ seed: life.order, bounds: { retries } })
  const play = { cast, model, direction, relations: [] }
  const [first, second] = life.units
  deploy(play, names.first, first)
  if (cast.kind === 'peers') return { ...play, relations: model.relations }
  deploy(play, names.second, second)
  deploy(play, names.other, 1)
  return {
    ...play,
    relations: [
      model.relate(...ends(cast, names.first, names.second)),
      model.relate(...ends(cast, names.first, names.other)),
    ],
  }
}

/** Adds an application of the side that its name says. */
function deploy({ cast, model, direction }: Play, name: string, units: number): void {
  const first = name === names.first || name === names.ending
  const part = cast.kind === 'peers' || first ? cast.first : cast.second
  const scope = cast.kind === 'peers' ? 'global' : cast.scope
  if (part === undefined) model.deploy(name, { program: async () => ({ ran: [], flags: [], steps: [] }), units })
  else {
    const metadata = metadataOf(part, scope)
    const fields = { [stage]: part.side.definition[part.side.role] ?? {} }
    model.deploy(name, { program: player(part, direction), metadata, fields, ...(!metadata.subordinate && { units }) })
  }
}

function ends(cast: Cast, first: string, second: string): [string, string] {
  const provider = cast.first === undefined ? `${first}:juju-info` : `${first}:${stage}`
  return [provider, `${second}:${stage}`]
}

async function act(play: Play, life: Life, quietly: boolean): Promise<void> {
  const { model } = play
  for (const [index, { move, after }] of life.moves.entries()) {
    if (quietly) await model.settle()
    else await some(model, after)
    for (const { before, unit } of life.elections) if (before === index) elect(model, unit)
    perform(play, move)
  }
  // Whoever led in between, the same unit leads in the end.
  for (const { units } of model.applications) {
    const leader = units.find((name) => isAlive(model, name))
    if (leader !== undefined) model.elect(leader)
  }
}

async function some(model: Model, hooks: number): Promise<void> {
  for (let hook = 0; hook < hooks; hook++) {
    const { units } = model
    await model.step(units[hook % units.length]?.name ?? '')
  }
}

function elect(model: Model, number: number): void {
  const alive = model.units.filter(({ name }) => isAlive(model, name))
  const unit = alive[number % alive.length]
  if (unit !== undefined) model.elect(unit.name)
}

function isAlive({ units }: Model, name: string): boolean {
  return units.some((unit) => unit.name === name && unit.life === 'alive')
}

function perform(play: Play, move: Move): void {
  const { cast, model } = play
  const second = cast.kind === 'peers' ? names.first : names.second
  switch (move) {
    case 'relate another':
      return relateAnother(play)
    case 'want something else':
      for (const { name, config } of model.applications)
        if (config.has('edition')) model.configure(name, { edition: 2 })
      return
    case 'elect on the first side':
      return electLast(model, names.first)
    case 'elect on the second side':
      return electLast(model, second)
    case 'remove a unit of the first side':
      return removeUnit(model, names.first)
    case 'add a unit to the second side':
      return addUnit(model, second)
    case 'remove a unit of the second side':
      return removeUnit(model, second)
    case 'add a unit to the first side':
      return addUnit(model, names.first)
    case 'end the other relation':
      for (const relation of model.relations.filter(
        ({ ends: [one, two], life }) => life === 'alive' && [one, two].some((end) => end?.application === names.ending),
      ))
        model.removeRelation(relation)
  }
}

function relateAnother(play: Play): void {
  if (play.cast.kind === 'peers') return
  deploy(play, names.ending, 1)
  play.model.relate(...ends(play.cast, names.ending, names.second))
}

function electLast(model: Model, application: string): void {
  const last = model.units.findLast((unit) => unit.application === application && unit.life === 'alive')
  if (last !== undefined) model.elect(last.name)
}

/** The first of several; which unit of a subordinate is the first is chance. */
function removeUnit(model: Model, application: string): void {
  const alive = model.units.filter((unit) => unit.application === application && unit.life === 'alive')
  const [leaving] = alive
  if (leaving !== undefined && alive.length > 1 && leaving.principal === undefined) model.removeUnit(leaving.name)
}

function addUnit(model: Model, application: string): void {
  if (model.applications.some(({ name, subordinate }) => name === application && !subordinate))
    model.addUnit(application)
}

/** A hook that changes nothing writes nothing. */
async function staySilent({ model, direction }: Play): Promise<void> {
  const before = model.trace.length
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
  for (const event of model.trace.slice(before)) {
    if (event.event === 'databag')
      direction.witness.problems.add(
        `${event.owner} writes "${event.key}" again in a hook that changed nothing: write what follows from what is there.`,
      )
    if (event.event === 'secret' && !agedOut(event))
      direction.witness.problems.add(`A secret of ${event.owner} is ${event.change} in a hook that changed nothing.`)
    if (event.event === 'flag')
      direction.witness.problems.add(
        `${event.unit} ${event.raised ? 'raises' : 'drops'} ${event.flag} in a hook that changed nothing.`,
      )
  }
}

/** An old revision goes some hooks after the last reader has moved on. */
function agedOut({ change, revision }: SecretEvent): boolean {
  return change === 'removed' && revision !== undefined
}

/** Nothing about a relation outlives it. */
async function end({ cast, model, direction }: Play): Promise<void> {
  if (cast.kind === 'peers') return
  for (const relation of model.relations) if (relation.life === 'alive') model.removeRelation(relation)
  await model.settle()
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
  const { problems, state } = direction.witness
  for (const { name } of model.units) {
    if (model.flags(name).includes(`${stage}.joined`))
      problems.add(`${name} is still joined when all relations are gone.`)
    const kept = [...(state.get(name) ?? [])].filter((entry) => entry.some((text) => text.includes(`${stage}:`)))
    for (const [key] of kept) problems.add(`${name} still keeps "${key}" about a relation that is gone.`)
  }
  for (const uri of leftSecrets(model.trace))
    problems.add(`The secret ${uri} outlives the relation that it was made for.`)
}

function leftSecrets(trace: readonly TraceEvent[]): readonly string[] {
  const left = new Set<string>()
  for (const event of trace) {
    if (event.event !== 'secret') continue
    if (event.change === 'added') left.add(event.uri)
    if (event.change === 'removed' && event.revision === undefined) left.delete(event.uri)
  }
  return [...left]
}
