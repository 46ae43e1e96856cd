import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Membership, Unit } from '../state.ts'
import { checkNoMore } from './arguments.ts'
import { failed, misused } from './failure.ts'
import type { Output } from './output.ts'
import { print, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

/** The tools about what a model hardly has: storage, resources, a cloud, and what an operator aims at. */
export const machineTools: Readonly<Record<string, Tool>> = {
  'storage-list': { usage: '[options] [<name>]', format: 'smart', run: storageList },
  'storage-get': {
    usage: '[options] [<key>]',
    options: { s: { takes: 'value' } },
    format: 'smart',
    run: storageGet,
  },
  'storage-add': { usage: '<charm storage name>[=count] ...', run: storageAdd },
  'resource-get': { usage: '[options] <resource name>', run: resourceGet },
  'goal-state': { usage: '[options]', format: 'yaml', plainFormats: true, run: goalState },
  'credential-get': { usage: '[options]', format: 'smart', run: credentialGet },
}

/** No unit of a model has storage. */
function storageList({ positionals: [, ...more] }: ToolCall): Printed {
  checkNoMore(more)
  return print([])
}

function storageGet({ values }: ToolCall): Printed {
  const id = values.get('s') ?? misused('no storage instance specified')
  const valid = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/\d+$/.test(id.text)
  const cause = valid ? `storage ${JSON.stringify(id.text)} not found` : `invalid storage ID ${JSON.stringify(id.text)}`
  return misused(`invalid value ${JSON.stringify(id.text)} for option ${id.spelled}: ${cause}`)
}

/** Juju finds out when the hook is committed that the charm has no such storage. */
function storageAdd({ turn, positionals }: ToolCall): Printed {
  if (positionals.length === 0) misused('storage add requires a storage directive')
  for (const text of positionals) {
    const [name = '', count = '1'] = text.split('=')
    if (!/^[1-9]\d*$/.test(count)) misused(`only count can be specified for ${JSON.stringify(name)}`)
    turn.draft.storage.push(name)
  }
  return silent
}

/** A path, without the end of a line. */
function resourceGet({ turn, positionals: [name, ...more] }: ToolCall): Printed {
  if (name === undefined) misused('missing required resource name')
  checkNoMore(more)
  const { program, name: application } = turn.unit.application
  const file = typeof program === 'function' ? undefined : program.resources[name]
  if (file === undefined || !existsSync(file))
    failed(`could not download resource: resource#${application}/${name} not found`)
  return { stdout: resolve(file) }
}

/** There is no clock: everything has been as it is since the beginning. */
const since = '1970-01-01 00:00:00Z'

function goalState({ turn, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  const { application, memberships } = turn.unit
  const relations = new Map<string, Map<string, Output>>()
  for (const membership of memberships.values()) {
    const { endpoint, relation } = membership
    if (relation.peer) continue
    const others = relations.get(endpoint.name) ?? new Map<string, Output>()
    relations.set(endpoint.name, new Map([...others, ...goals(membership)]))
  }
  return print({ units: unitGoals(application.units), relations })
}

function goals({ relation, remoteApplication }: Membership): ReadonlyMap<string, Output> {
  const remote = relation.ends.find(({ application }) => application.name === remoteApplication)
  const units = unitGoals(remote?.application.units ?? new Set())
  return new Map<string, Output>([[remoteApplication, goal('joined')], ...units])
}

function unitGoals(units: ReadonlySet<Unit>): ReadonlyMap<string, Output> {
  return new Map([...units].map(({ name, life, status }) => [name, goal(life === 'alive' ? status.status : 'dying')]))
}

function goal(status: string): Output {
  return { status, since }
}

/** The application is not trusted, and there is no cloud. */
function credentialGet({ positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  return failed('cannot access cloud credentials: permission denied')
}
