import { log } from '../immediate.ts'
import type { ActionRun } from '../process/action-run.ts'
import { checkNoMore } from './arguments.ts'
import { failed, misused } from './failure.ts'
import { isMap, type Output } from './output.ts'
import { print, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

/** The tools of actions. */
export const actionTools: Readonly<Record<string, Tool>> = {
  'action-get': { usage: '[options] [<key>[.<key>.<key>...]]', format: 'smart', run: actionGet },
  'action-set': { usage: '<key>=<value> [<key>=<value> ...]', run: actionSet },
  'action-fail': { usage: '["<failure message>"]', run: actionFail },
  'action-log': { usage: '<message>', run: actionLog },
}

const reserved = ['stdout', 'stderr', 'stdout-encoding', 'stderr-encoding']
const keyPart = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const noReason = 'action failed without reason given, check action for errors'

function actionOf({ turn }: ToolCall): ActionRun {
  return turn.hook.action ?? failed('not running an action')
}

function actionGet(call: ToolCall): Printed {
  const [key, ...more] = call.positionals
  checkNoMore(more)
  const { params } = actionOf(call)
  const parts = key === undefined || key === '' ? [] : key.split('.')
  return print(parts.reduce<Output>((found, part) => member(found, part), params))
}

function member(found: Output, part: string): Output {
  return typeof found === 'object' && found !== null && isMap(found) ? (found.get(part) ?? null) : null
}

function actionSet(call: ToolCall): Printed {
  const pairs = call.positionals.map((text) => {
    const [key = '', ...values] = text.split('=')
    const parts = key.split('.')
    if (values.length === 0 || key === '') misused(`argument ${JSON.stringify(text)} must be of the form key...=value`)
    const wrong = parts.find((part) => !keyPart.test(part))
    if (wrong !== undefined)
      misused(
        `key ${JSON.stringify(wrong)} must start and end with lowercase alphanumeric, and contain only lowercase alphanumeric and hyphens`,
      )
    const [first = ''] = parts
    if (parts.length === 1 && reserved.includes(first))
      misused(`cannot set reserved action key ${JSON.stringify(first)}`)
    return [key, values.join('=')] as const
  })
  const { results } = actionOf(call)
  for (const [key, value] of pairs) results.set(key, value)
  return silent
}

function actionFail(call: ToolCall): Printed {
  const [message = noReason, ...more] = call.positionals
  checkNoMore(more)
  actionOf(call).failure = message
  return silent
}

/** Who started the action sees it at once. */
function actionLog(call: ToolCall): Printed {
  if (call.positionals.length === 0) misused('no message specified')
  actionOf(call)
  log(call.turn, 'info', call.positionals.join(' ').split('\n'))
  return silent
}
