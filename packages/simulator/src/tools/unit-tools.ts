import type { LogLevel, StatusName } from '@interlayer/runtime/adapter'
import { log, setApplicationStatus, setLeaderSettings, setStatus, setVersion } from '../immediate.ts'
import type { Unit, WorkloadStatus } from '../state.ts'
import { checkNoMore } from './arguments.ts'
import { failed, misused } from './failure.ts'
import type { Output } from './output.ts'
import { pick, print, readPairs, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

/** The tools about the unit and its application: leadership, configuration, status, version and log. */
export const unitTools: Readonly<Record<string, Tool>> = {
  'is-leader': { usage: '[options]', format: 'smart', run: isLeader },
  'leader-get': { usage: '[options] [<key>]', format: 'smart', run: leaderGet },
  'leader-set': { usage: '<key>=<value> [...]', run: leaderSet },
  'config-get': {
    usage: '[options] [<key>]',
    options: { all: { letter: 'a', takes: 'nothing' } },
    format: 'smart',
    run: configGet,
  },
  'status-get': {
    usage: '[options]',
    options: { 'include-data': { takes: 'nothing' }, application: { takes: 'nothing' } },
    format: 'smart',
    run: statusGet,
  },
  'status-set': {
    usage: '[options] <maintenance | blocked | waiting | active> [message]',
    options: { application: { takes: 'nothing' } },
    run: statusSet,
  },
  'application-version-set': { usage: '<new-version>', run: applicationVersionSet },
  'juju-log': {
    usage: '[options] <message>',
    options: {
      debug: { takes: 'nothing' },
      'log-level': { letter: 'l', takes: 'value' },
      format: { takes: 'value' },
    },
    run: jujuLog,
  },
  'juju-reboot': { usage: '[options]', options: { now: { takes: 'nothing' } }, run: jujuReboot },
}

const notLeader = 'this unit is not the leader'

function isLeader({ turn, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  return print(turn.leads())
}

function leaderGet({ turn, positionals: [key, ...more] }: ToolCall): Printed {
  if (key?.includes('=')) misused(`invalid key ${JSON.stringify(key)}`)
  checkNoMore(more)
  return print(pick(turn.unit.application.leaderSettings, key, null))
}

function leaderSet({ turn, positionals }: ToolCall): Printed {
  const pairs = readPairs(positionals)
  if (!turn.leads()) failed('cannot write leadership settings: cannot write settings: not the leader')
  setLeaderSettings(turn, pairs)
  return silent
}

function configGet({ turn, switches, positionals: [key, ...more] }: ToolCall): Printed {
  if (switches.has('all') && key !== undefined)
    misused(`cannot use argument --all together with key ${JSON.stringify(key)}`)
  checkNoMore(more)
  const { application, configOffered } = turn.unit
  if (key !== undefined) return print(pick(configOffered, key, null))
  const unset = Object.keys(application.options).map((name): [string, Output] => [name, null])
  return print(switches.has('all') ? new Map<string, Output>([...unset, ...configOffered]) : configOffered)
}

function statusGet({ turn, switches, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  const data = switches.has('include-data')
  if (!switches.has('application')) return print(showStatus(turn.unit.status, data))
  if (!turn.leads()) failed(`finding application status: ${notLeader}`)
  const { application } = turn.unit
  const units = [...application.units].map(({ name, status }): [string, Output] => [name, showStatus(status, data)])
  const shown = new Map<string, Output>([...showStatus(applicationStatus(turn.unit), data), ['units', new Map(units)]])
  return print({ 'application-status': shown })
}

function showStatus({ status, message }: WorkloadStatus, data: boolean): ReadonlyMap<string, Output> {
  const shown = new Map<string, Output>([['status', status]])
  return data ? shown.set('message', message).set('status-data', new Map()) : shown
}

/** What no leader has said is the status of a unit. */
function applicationStatus({ application, status }: Unit): WorkloadStatus {
  return application.status.status === 'unknown' ? status : application.status
}

const statuses: readonly StatusName[] = ['maintenance', 'blocked', 'waiting', 'active']

function statusSet({ turn, switches, positionals: [given, message = '', ...more] }: ToolCall): Printed {
  if (given === undefined) misused('invalid args, require <status> [message]')
  const status = statuses.find((name) => name === given)
  if (status === undefined) misused(`invalid status ${JSON.stringify(given)}, expected one of [${statuses.join(' ')}]`)
  checkNoMore(more)
  if (!switches.has('application')) setStatus(turn, status, message)
  else if (turn.leads()) setApplicationStatus(turn, status, message)
  else failed(notLeader)
  return silent
}

function applicationVersionSet({ turn, positionals: [version, ...more] }: ToolCall): Printed {
  if (version === undefined) misused('no version specified')
  checkNoMore(more)
  setVersion(turn, version)
  return silent
}

const levels: ReadonlyMap<string, LogLevel> = new Map([
  ['TRACE', 'debug'],
  ['DEBUG', 'debug'],
  ['INFO', 'info'],
  ['WARNING', 'warning'],
  ['ERROR', 'error'],
  ['CRITICAL', 'error'],
])

/** Juju puts the relation's id before the message; in the trace the hook has it. */
function jujuLog({ turn, values, switches, positionals }: ToolCall): Printed {
  if (positionals.length === 0) misused('no message specified')
  const level = levels.get((values.get('log-level')?.text ?? 'INFO').toUpperCase()) ?? 'info'
  log(turn, switches.has('debug') ? 'debug' : level, positionals.join(' ').split('\n'))
  return silent
}

function jujuReboot({ turn, switches, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  if (turn.hook.action !== undefined) failed('juju-reboot is not supported when running an action.')
  turn.draft.reboot = switches.has('now') ? 'now' : 'after'
  return silent
}
