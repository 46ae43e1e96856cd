import type { AnyCharm, HandlerRecord } from '../charm/charm.ts'
import { all } from '../values/condition.ts'
import { checkParams } from '../fields/params.ts'
import type { HookTools } from '../adapter/hook-tools.ts'
import { InterlayerError, suggest, type ErrorCode } from '../values/errors.ts'
import { isRecord } from '../values/json.ts'
import { nearest } from '../values/names.ts'

/** An action that an operator runs: the one handler of its session, and what it answered. */
export interface Action {
  readonly handler: HandlerRecord
  readonly results: () => ReadonlyMap<string, string>
}

/** The action that an operator runs, with its parameters. Throws when the charm has none of that name, or they do not fit. */
export async function readAction(charm: AnyCharm, tools: HookTools, name: string): Promise<Action> {
  const action = charm.actions.get(name)
  if (action === undefined) throw unknownAction(name, [...charm.actions.keys()])
  const params = checkParams(action.params, await tools.actionGet(), `action "${name}"`)
  let answer: unknown
  const run = async (endpoints: never, hook: never): Promise<void> => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- checked by the fields from which the handler has its type
    answer = await action.run(endpoints, hook, params as never)
  }
  return {
    handler: { id: `action ${name}`, condition: all(), leaves: [], once: false, run },
    results: () => resultsOf(answer),
  }
}

/** Whether it is the operator's or the charm's failure, and not one of Juju: only then the action has an answer. */
export function isAnswer(error: unknown): boolean {
  return !(error instanceof InterlayerError) || !jujuFailures.includes(error.code)
}

const jujuFailures: readonly ErrorCode[] = ['AGENT_LOST', 'TOOL_FAILED']

function resultsOf(answer: unknown): ReadonlyMap<string, string> {
  return new Map(Object.entries(isRecord(answer) ? answer : {}).map(([name, value]) => [name, String(value)]))
}

function unknownAction(name: string, names: readonly string[]): InterlayerError {
  return new InterlayerError(
    'ACTION_UNKNOWN',
    `The charm has no action "${name}". ${suggest(nearest(name, names), names)}`,
    { action: name },
  )
}
