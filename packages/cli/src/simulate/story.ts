import type { ConfigChange, Model } from '@interlayer/simulator'
import { CliError } from '../errors.ts'
import { unmet, type Expectation } from './expectation.ts'
import type { Step } from './step.ts'

type Config = Extract<Step, { verb: 'config' }>
/** Runs hooks until none is left; units that are expected to be in error may be. */
export type Settle = (expectations: readonly Expectation[]) => Promise<void>

type Run = Extract<Step, { verb: 'run' }>

/** Takes one step; gives what does not hold because of it, in a sentence. Hooks run in `settle` and `expect` alone. */
export async function take(model: Model, step: Step, settle: Settle): Promise<string | undefined> {
  if (step.verb === 'run') return runAction(model, step)
  if (step.verb === 'settle') await settle([])
  else if (step.verb === 'expect') {
    await settle([step.expectation])
    return unmet(model, step.expectation)
  } else operate(model, step)
  return undefined
}

/** What happens at once. */
function operate(model: Model, step: Exclude<Step, { verb: 'run' | 'settle' | 'expect' }>): void {
  switch (step.verb) {
    case 'add-unit':
      for (let added = 0; added < step.count; added += 1) model.addUnit(step.application)
      return
    case 'remove-unit':
      for (const unit of step.units) model.removeUnit(unit)
      return
    case 'integrate':
      model.relate(...step.ends)
      return
    case 'remove-relation':
      model.removeRelation(relationBetween(model, step.ends))
      return
    case 'remove-application':
      model.removeApplication(step.application)
      return
    case 'config':
      model.configure(step.application, changeOf(model, step))
      return
    case 'elect':
      model.elect(step.unit)
      return
    case 'resolved':
      model.resolve(step.unit, { retry: step.retry })
      return
    case 'trigger':
      model.trigger(step.unit, step.hook)
      return
  }
}

/** The results stay out of it: an action may give a password. */
async function runAction(model: Model, { unit, action, params }: Run): Promise<string | undefined> {
  const { status, message } = await model.runAction(unit, action, params)
  return status === 'completed' ? undefined : `run ${unit} ${action}: ${message === '' ? 'it failed' : message}.`
}

function relationBetween(model: Model, [one, other]: readonly [string, string]): { readonly number: number } {
  const found = model.relations.filter(
    ({ ends, life }) =>
      life === 'alive' &&
      ends.length === 2 &&
      ends.some((end) => isEnd(end, one)) &&
      ends.some((end) => isEnd(end, other)),
  )
  const [relation, ...more] = found
  if (relation !== undefined && more.length === 0) return relation
  const keys = (more.length > 0 ? found : model.relations).map(({ key }) => key).sort()
  const what = more.length > 0 ? 'are several relations' : 'is no relation'
  throw new CliError('INPUT_INVALID', `There ${what} between ${one} and ${other}: name one of ${keys.join(', ')}.`)
}

function isEnd(
  { application, endpoint }: { readonly application: string; readonly endpoint: string },
  text: string,
): boolean {
  return text === application || text === `${application}:${endpoint}`
}

/** Texts as the types of the options have them; what does not fit is left for the model to refuse. */
function changeOf(model: Model, { application, values, reset }: Config): ConfigChange {
  const options = model.applications.find(({ name }) => name === application)?.options ?? {}
  const set = Object.entries(values).map(([name, text]) => [name, typed(options[name]?.type, text)] as const)
  return Object.fromEntries([...reset.map((name) => [name, undefined] as const), ...set])
}

function typed(type: string | undefined, text: string): string | number | boolean {
  if ((type === 'int' || type === 'float') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  return type === 'boolean' && /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text
}
