import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { HookTurn } from '../hook-turn.ts'
import type { Membership, Unit } from '../state.ts'
import type { Storage } from '../unit-storage.ts'
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

/** What the unit has been told of. */
function storageList({ turn, positionals: [name, ...more] }: ToolCall): Printed {
  checkNoMore(more)
  const known = knownStorage(turn).filter((storage) => name === undefined || storage.name === name)
  return print(known.map(({ id }) => id).sort())
}

function storageGet(call: ToolCall): Printed {
  const { turn, positionals } = call
  const { id } = storageIn(call)
  const [attribute, ...more] = positionals
  checkNoMore(more)
  const facts = { kind: 'filesystem', location: turn.world.processes.storage(id) }
  if (attribute === undefined) return print(new Map(Object.entries(facts)))
  if (attribute === 'kind' || attribute === 'location') return print(facts[attribute])
  return failed(`invalid storage attribute ${JSON.stringify(attribute)}`)
}

function knownStorage({ unit, hook }: HookTurn): readonly Storage[] {
  return unit.storage.filter((storage) => storage.attached || storage === hook.storage)
}

/** The storage of `-s`, or the hook's. */
function storageIn({ turn, values }: ToolCall): Storage {
  const id = values.get('s')
  if (id === undefined) return turn.hook.storage ?? misused('no storage instance specified')
  const found = knownStorage(turn).find((storage) => storage.id === id.text)
  if (found !== undefined) return found
  const valid = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/\d+$/.test(id.text)
  const cause = valid ? `storage ${JSON.stringify(id.text)} not found` : `invalid storage ID ${JSON.stringify(id.text)}`
  return misused(`invalid value ${JSON.stringify(id.text)} for option ${id.spelled}: ${cause}`)
}

/** Most of one storage that one call adds. */
const maxStorage = 1_000

/** It comes when the hook is committed; only then Juju finds out that the charm has no such storage. */
function storageAdd({ turn, positionals }: ToolCall): Printed {
  if (positionals.length === 0) misused('storage add requires a storage directive')
  for (const text of positionals) {
    const [name = '', count = '1'] = text.split('=')
    if (!/^[1-9]\d*$/.test(count)) misused(`only count can be specified for ${JSON.stringify(name)}`)
    if (Number(count) > maxStorage) failed(`cannot add ${count} of storage ${JSON.stringify(name)}`)
    turn.draft.storage.push(...new Array<string>(Number(count)).fill(name))
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
