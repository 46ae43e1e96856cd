import type { HookContext } from '../../adapter/index.ts'
import { isRecord } from '../../values/json.ts'
import { ask } from './tool-call.ts'
import type { ToolCaller } from './tool-caller.ts'

/**
 * The context of a broken hook with who departs, if that is this unit. Juju says so in departed hooks, of which a unit that goes
 * before it saw anybody has none; to such a unit it would look as if the relation had ended for its whole application.
 */
export async function withDeparting(context: HookContext, caller: ToolCaller): Promise<HookContext> {
  const { hook, relation, unit } = context
  if (relation === undefined || hook !== `${relation.endpoint}-relation-broken`) return context
  return (await isDying(unit, caller)) ? { ...context, relation: { ...relation, departingUnit: unit } } : context
}

/** A Juju that does not tell says no. */
async function isDying(unit: string, caller: ToolCaller): Promise<boolean> {
  const goal = await ask(caller, { tool: 'goal-state', args: [], absent: /^/ })
  const own = isRecord(goal) && isRecord(goal['units']) ? goal['units'][unit] : undefined
  return isRecord(own) && own['status'] === 'dying'
}
