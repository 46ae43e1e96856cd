import type { Model, SecretEvent, TraceEvent } from '@interlayer/simulator'
import type { Play } from './play.ts'
import { stage } from './player.ts'

/** A hook that changes nothing writes nothing. */
export async function staySilent({ model, direction }: Play): Promise<void> {
  const before = model.trace.length
  await visitAll(model)
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

/** A hook for each unit that brings nothing new; what the interface tells charms is heard in it. */
export async function visitAll(model: Model): Promise<void> {
  for (const { name } of model.units) model.trigger(name, 'update-status')
  await model.settle()
}

/** An old revision goes some hooks after the last reader has moved on. */
function agedOut({ change, revision }: SecretEvent): boolean {
  return change === 'removed' && revision !== undefined
}

/** Nothing about a relation outlives it, whatever happens meanwhile. */
export async function end({ cast, model, direction }: Play, meanwhile: () => Promise<void>): Promise<void> {
  if (cast.kind === 'peers') return
  for (const relation of model.relations) if (relation.life === 'alive') model.removeRelation(relation)
  await meanwhile()
  await model.settle()
  await visitAll(model)
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
