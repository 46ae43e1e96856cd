import { checkNoMore } from './arguments.ts'
import { failed } from './failure.ts'
import { readPairsFile } from './file-argument.ts'
import { noMap } from './output.ts'
import { pick, print, readPairs, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

/** What `state-set` takes at most, in bytes. */
const limits = { key: 256, value: 65_536 } as const

/** The tools about what a unit stores with the controller. */
export const stateTools: Readonly<Record<string, Tool>> = {
  'state-get': {
    usage: '[options] [<key>]',
    options: { strict: { takes: 'nothing' } },
    format: 'smart',
    run: stateGet,
  },
  'state-set': { usage: '[options] key=value [key=value ...]', options: { file: { takes: 'value' } }, run: stateSet },
  'state-delete': { usage: '<key>', run: stateDelete },
}

function stateGet({ turn, switches, positionals: [key, ...more] }: ToolCall): Printed {
  checkNoMore(more)
  const state = turn.state()
  if (key === undefined || key === '-') return print(state.size === 0 ? noMap : state)
  if (switches.has('strict') && !state.has(key)) failed(`${JSON.stringify(key)} not found`)
  return print(pick(state, key, ''))
}

function stateSet(call: ToolCall): Printed {
  const pairs = readPairs(call.positionals)
  const delta = new Map([...readPairsFile(call), ...pairs])
  for (const [key, text] of delta) {
    if (Buffer.byteLength(key) > limits.key) failed(`max allowed key length (${limits.key}) exceeded`)
    if (Buffer.byteLength(text) > limits.value) failed(`max allowed value length (${limits.value}) exceeded`)
  }
  call.turn.store(delta)
  return silent
}

/** Empty text stands for absence. */
function stateDelete({ turn, positionals: [key, ...more] }: ToolCall): Printed {
  checkNoMore(more)
  if (key !== undefined) turn.store(new Map([[key, '']]))
  return silent
}
