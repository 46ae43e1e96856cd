import { CliError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import type { AskingCall, AskingCommand } from './hook-command.ts'

const examples = `
Prints nothing: 0 is yes, 1 is no, 64 and above is an error, also for a name that does not exist. The names are those of conditions in
interlayer.yaml: website.available, configured, leader, config.changed.port, hook:install.
`

/** Commands that answer by their exit status. */
export const testCommands: readonly AskingCommand[] = [
  {
    name: 'when',
    usage: '<condition>…',
    summary: 'whether all of the conditions hold',
    help: `${examples}
Examples:
  $ if interlayer when website.available leader; then …; fi`,
    run: (args, call) => test(call, 'all', namesIn(args, 'when')),
  },
  {
    name: 'any',
    usage: '<condition>…',
    summary: 'whether at least one of the conditions holds',
    help: `${examples}
Examples:
  $ interlayer any config.changed hook:upgrade-charm && write_config`,
    run: (args, call) => test(call, 'any', namesIn(args, 'any')),
  },
  {
    name: 'not',
    usage: '<condition>…',
    summary: 'whether none of the conditions holds',
    help: `${examples}
Examples:
  $ interlayer not configured && configure`,
    run: (args, call) => test(call, 'none', namesIn(args, 'not')),
  },
  {
    name: 'hook',
    usage: '<name>…',
    summary: 'whether this is one of the hooks',
    help: `
Prints nothing: 0 is yes, 1 is no, 64 and above is an error, also for a name that no hook of the charm can have.

Examples:
  $ if interlayer hook install upgrade-charm; then install_packages; fi`,
    run: (args, call) =>
      test(
        call,
        'any',
        namesIn(args, 'hook').map((name) => `hook:${name}`),
      ),
  },
  {
    name: 'changed',
    usage: '<endpoint|config>[.<key>]…',
    summary: 'whether something there changed since this handler last ran in a successful hook',
    help: `
Prints nothing: 0 is yes, 1 is no, 64 and above is an error. The handler's condition has to name the endpoint with .changed, which keeps
the changes for it. With several names, one that changed is enough.

Examples:
  $ interlayer changed backend && reload
  $ interlayer changed config.port website.hostname`,
    run: (args, call) => test(call, 'any', namesIn(args, 'changed').map(changeOf)),
  },
  {
    name: 'differs',
    usage: '<key> <value|->',
    summary: 'whether a value differs from the one with which this handler last succeeded',
    help: `
0 the first time, and whenever the value under the key is another one than in the last successful hook; else 1. Only a digest is kept,
from which a secret that can be guessed could be found: do not ask about short ones.

Examples:
  $ interlayer differs site.conf - < /etc/nginx/site.conf && systemctl reload nginx`,
    async run(args, call) {
      const [key, value, ...more] = readArguments(args).operands
      if (key === undefined || value === undefined || more.length > 0)
        throw new CliError(
          'USAGE',
          'differs needs a key and a value, or - to read it: interlayer differs site.conf - < site.conf',
        )
      answer(call, await call.ask({ op: 'changed', key, value: value === '-' ? await call.input() : value }))
    },
  },
]

async function test(call: AskingCall, op: 'all' | 'any' | 'none', flags: readonly string[]): Promise<void> {
  answer(call, await call.ask({ op, flags }))
}

function answer({ end }: AskingCall, yes: unknown): void {
  end(yes === true ? 0 : 1)
}

function namesIn(args: readonly string[], command: string): readonly string[] {
  const { operands } = readArguments(args)
  if (operands.length > 0) return operands
  throw new CliError('USAGE', `${command} needs a name. See interlayer ${command} --help.`)
}

/** `website.port` is `website.changed.port` in a condition. */
function changeOf(name: string): string {
  const dot = name.indexOf('.')
  return dot < 0 ? `${name}.changed` : `${name.slice(0, dot)}.changed.${name.slice(dot + 1)}`
}
