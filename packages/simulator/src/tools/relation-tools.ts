import { write } from '../draft.ts'
import { modelUuid } from '../names.ts'
import { listedRelations, listing } from '../readable.ts'
import type { Membership } from '../state.ts'
import { checkNoMore, type Options } from './arguments.ts'
import { failed, misused } from './failure.ts'
import { readPairsFile } from './file-argument.ts'
import { pick, print, readPairs, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

const relation: Options = { relation: { letter: 'r', takes: 'value' } }
const relationAndApp: Options = { ...relation, app: { takes: 'nothing' } }

/** The tools that read and write relations. */
export const relationTools: Readonly<Record<string, Tool>> = {
  'relation-ids': { usage: '[options] <endpoint name>', format: 'smart', run: relationIds },
  'relation-list': { usage: '[options]', options: relationAndApp, format: 'smart', run: relationList },
  'relation-get': { usage: '[options] <key> <unit id>', options: relationAndApp, format: 'smart', run: relationGet },
  'relation-set': {
    usage: '[options] key=value [key=value ...]',
    options: { ...relationAndApp, file: { takes: 'value' }, format: { takes: 'value' } },
    run: relationSet,
  },
  'relation-model-get': { usage: '[options]', options: relation, format: 'smart', run: relationModelGet },
}

/** The relation of `-r`, or the hook's; undefined where there is neither. Only what follows the last colon counts. */
export function relationOf({ turn, values }: ToolCall): Membership | undefined {
  const given = values.get('relation')
  if (given === undefined) return turn.hook.relation?.membership
  const invalid = `invalid value ${JSON.stringify(given.text)} for option ${given.spelled}`
  if (!/^[+-]?\d+$/.test(given.text.slice(given.text.lastIndexOf(':') + 1))) misused(`${invalid}: invalid relation id`)
  return turn.membership(given.text) ?? misused(`${invalid}: relation not found`)
}

/** The same, where the tool is nothing without one. */
export function neededRelation(call: ToolCall): Membership {
  return relationOf(call) ?? misused('no relation id specified')
}

function relationIds({ turn, positionals: [given, ...more] }: ToolCall): Printed {
  checkNoMore(more)
  const endpoint = given ?? turn.hook.relation?.membership.endpoint.name ?? misused('no endpoint name specified')
  return print(listedRelations(turn.world, turn.unit, endpoint))
}

function relationList(call: ToolCall): Printed {
  const membership = neededRelation(call)
  checkNoMore(call.positionals)
  return print(call.switches.has('app') ? membership.remoteApplication : listing(membership))
}

function relationGet(call: ToolCall): Printed {
  const { turn, positionals } = call
  const membership = neededRelation(call)
  const [key, given, ...more] = positionals
  const member = given === undefined ? defaultMember(call) : namedMember(call, given)
  checkNoMore(more)
  if (member === '') failed('"" is not a valid unit or application')
  const bag = turn.read(membership, member) ?? unreadable(membership, member)
  return print(pick(bag, key, null))
}

/** In a hook about an application, its databag is read without being named. */
function defaultMember({ turn, switches }: ToolCall): string {
  const { relation: about } = turn.hook
  const remoteApplication = about?.membership.remoteApplication
  const member = switches.has('app') ? remoteApplication : (about?.remoteUnit ?? remoteApplication)
  return member ?? misused('no unit or application specified')
}

const unitName = /^([a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*)\/(?:0|[1-9]\d*)$/
const applicationName = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/

function namedMember({ switches }: ToolCall, name: string): string {
  const application = unitName.exec(name)?.[1]
  const isApplication = applicationName.test(name)
  if (switches.has('app')) return application ?? (isApplication ? name : '')
  if (application !== undefined) return name
  return misused(
    isApplication
      ? `expected unit name, got application name ${JSON.stringify(name)}`
      : `invalid unit name ${JSON.stringify(name)}`,
  )
}

function unreadable({ relation: { key } }: Membership, member: string): never {
  if (!member.includes('/')) failed('permission denied')
  return failed(`cannot read settings for unit "${member}" in relation "${key}": unit "${member}": settings not found`)
}

function relationSet(call: ToolCall): Printed {
  const { turn, values, switches, positionals } = call
  const membership = neededRelation(call)
  const pairs = readPairs(positionals)
  const delta = new Map([...readPairsFile(call), ...pairs])
  const kind = switches.has('app') ? 'app' : 'unit'
  if (kind === 'app' && !turn.leads()) failed('cannot write relation settings')
  if (delta.size > 0) write(turn.draft, { membership, kind }, delta)
  return values.has('format') ? { stderr: '--format flag deprecated for command "relation-set"' } : silent
}

function relationModelGet(call: ToolCall): Printed {
  neededRelation(call)
  checkNoMore(call.positionals)
  return print({ uuid: modelUuid })
}
