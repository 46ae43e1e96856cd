import { CliError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import type { AskingCommand } from './hook-command.ts'

/** Commands that tell the hook something; it counts when the hook succeeds. */
export const tellingCommands: readonly AskingCommand[] = [
  {
    name: 'flag',
    usage: 'set|clear <flag>…',
    summary: 'set or clear flags that the charm declares',
    help: `
Examples:
  $ interlayer flag set configured
  $ interlayer flag clear configured`,
    async run(args, call) {
      const [op, ...flags] = readArguments(args).operands
      if ((op !== 'set' && op !== 'clear') || flags.length === 0)
        throw new CliError('USAGE', 'flag needs set or clear, and a flag: interlayer flag set configured')
      await call.ask({ op, flags })
    },
  },
  {
    name: 'status',
    usage: 'active|maintenance|waiting|blocked [message]',
    summary: 'say how this part of the charm is',
    help: `
After the hook the unit shows the worst status of all handlers that still have a say. Juju's own status-set shows one at once.

Examples:
  $ interlayer status active "serves on port 80"`,
    async run(args, call) {
      const [status, ...message] = readArguments(args).operands
      if (status === undefined) throw new CliError('USAGE', 'status needs one: interlayer status active "ready"')
      await call.ask({ op: 'status', status, message: message.join(' ') })
    },
  },
  {
    name: 'log',
    usage: '[--level debug|info|warning|error] <message…|->',
    summary: 'log a message',
    help: `
Examples:
  $ interlayer log "wrote the configuration"
  $ haproxy -c -f haproxy.cfg 2>&1 | interlayer log --level warning -`,
    async run(args, call) {
      const { options, operands } = readArguments(args, { withValue: ['level'] })
      if (operands.length === 0)
        throw new CliError('USAGE', 'log needs a message, or - to read it: interlayer log "done"')
      const said = operands.join(' ')
      const message = said === '-' ? (await call.input()).trimEnd() : said
      await call.ask({ op: 'log', level: (options.get('level') ?? 'info').toLowerCase(), message })
    },
  },
]
