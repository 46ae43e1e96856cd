import type { Model, UnitView } from '@interlayer/simulator'
import type { Move } from './life.ts'
import { deploy, names, relate, type Play } from './play.ts'

/** Does to the model what an operator would; what is not possible there is left out. */
export function perform(play: Play, move: Move): void {
  performances[move](play)
}

const performances: Readonly<Record<Move, (play: Play) => void>> = {
  'relate another': (play) => {
    if (play.cast.kind === 'peers') return
    deploy(play, names.ending, 1)
    relate(play, names.ending, names.second)
  },
  'want something else': ({ model }) => {
    for (const { name, config } of model.applications) if (config.has('edition')) model.configure(name, { edition: 2 })
  },
  'elect on the first side': ({ model }) => electLast(model, names.first),
  'elect on the second side': (play) => electLast(play.model, secondOf(play)),
  'remove a unit of the first side': ({ model }) => removeUnit(model, names.first),
  'add a unit to the second side': (play) => addUnit(play.model, secondOf(play)),
  'remove a unit of the second side': (play) => removeUnit(play.model, secondOf(play)),
  'add a unit to the first side': ({ model }) => addUnit(model, names.first),
  'end the other relation': ({ model }) => {
    for (const relation of model.relations)
      if (relation.life === 'alive' && relation.ends.some(({ application }) => application === names.ending))
        model.removeRelation(relation)
  },
}

/** Makes some unit the leader of its application. */
export function electNumber(model: Model, number: number): void {
  const unit = aliveUnit(model, number)
  if (unit !== undefined) model.elect(unit.name)
}

/** Some unit of any application. */
export function aliveUnit({ units }: Model, number: number): UnitView | undefined {
  const alive = units.filter(({ life }) => life === 'alive')
  return alive[number % alive.length]
}

/** Whoever led in between, the same units lead from here on; what numbers subordinates have is chance. */
export function electFirst(model: Model): void {
  for (const { name } of model.applications) {
    const [first] = aliveIn(model, name).toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)))
    if (first !== undefined) model.elect(first.name)
  }
}

function placeOf({ name, principal }: UnitView): string {
  return principal ?? name
}

function secondOf({ cast }: Play): string {
  return cast.kind === 'peers' ? names.first : names.second
}

function electLast(model: Model, application: string): void {
  const last = aliveIn(model, application).at(-1)
  if (last !== undefined) model.elect(last.name)
}

/** One of several, and `/1` beside `/11`; which of the units of a subordinate comes first is chance. */
function removeUnit(model: Model, application: string): void {
  const all = aliveIn(model, application)
  const [first = all[0]] = all.filter(({ name }) => all.some((other) => other.name.startsWith(`${name}1`)))
  if (first !== undefined && all.length > 1 && first.principal === undefined) model.removeUnit(first.name)
}

function addUnit(model: Model, application: string): void {
  if (model.applications.some(({ name, subordinate }) => name === application && !subordinate))
    model.addUnit(application)
}

function aliveIn({ units }: Model, application: string): readonly UnitView[] {
  return units.filter((unit) => unit.application === application && unit.life === 'alive')
}
