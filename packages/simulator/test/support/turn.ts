import { InterlayerError } from '@interlayer/runtime'
import type { HookReport } from '@interlayer/runtime/adapter'
import type { HookRun, Model } from '../../src/index.ts'
import { writeAll, type Puppet } from './program.ts'

/** Causes a hook and runs it at once, so the model has to be quiet before. Rejects with what the hook failed with. */
export async function turn(model: Model, unit: string, hook = 'update-status'): Promise<HookReport> {
  const { outcome } = await attempt(model, unit, hook)
  if (outcome.state === 'failed') throw outcome.error
  return outcome.report
}

/** The same, for hooks that may fail. */
export async function attempt(model: Model, unit: string, hook = 'update-status'): Promise<HookRun> {
  model.trigger(unit, hook)
  const run = await model.step(unit)
  if (run?.hook !== hook) throw new Error(`${unit} ran ${run?.hook ?? 'nothing'} instead of ${hook}`)
  return run
}

/** The same, for hooks that must fail: gives the runtime's error. */
export async function failure(model: Model, unit: string, hook = 'update-status'): Promise<InterlayerError> {
  const { outcome } = await attempt(model, unit, hook)
  if (outcome.state === 'failed' && outcome.error instanceof InterlayerError) return outcome.error
  throw new Error(`${hook} of ${unit} did not fail with an error of the runtime`)
}

/** A unit of foreign make to speak for. */
export interface Mouth {
  readonly model: Model
  readonly unit: string
  readonly puppet: Puppet
  readonly endpoint: string
}

/** Lets a unit of foreign make write these texts in all its relations, before anybody hears of it. */
export async function write(
  { model, unit, puppet, endpoint }: Mouth,
  values: Readonly<Record<string, string>>,
  bag: 'unit' | 'app' = 'unit',
): Promise<void> {
  puppet.does(async (tools) => {
    if (tools.context.unit === unit) await writeAll(tools, endpoint, { bag, values })
  })
  await turn(model, unit)
  puppet.does(async () => {})
}

/** The same, and waits until everybody has heard. */
export async function say(...[mouth, values, bag]: Parameters<typeof write>): Promise<void> {
  await write(mouth, values, bag)
  await mouth.model.settle()
}
