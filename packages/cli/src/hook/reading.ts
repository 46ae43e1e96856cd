import { CliError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import { formatOf, inOrder, print } from './format.ts'
import type { AskingCall, AskingCommand } from './hook-command.ts'
import { assignments, type Everything } from './shell.ts'

const format = { withValue: ['format'] }

/** Commands that print what the hook knows. */
export const readingCommands: readonly AskingCommand[] = [
  {
    name: 'flags',
    usage: '[--format smart|json|yaml]',
    summary: 'the flags that hold',
    help: `
A line each, with the names that older layers gave them.

Examples:
  $ interlayer flags --format json`,
    async run(args, call) {
      const { options } = noOperands(args, 'flags')
      const flags = await call.ask({ op: 'flags' })
      const plain = Array.isArray(flags) ? flags.filter((flag) => !String(flag).startsWith('endpoint.')) : []
      call.out(await print(plain, formatOf(options.get('format'))))
    },
  },
  {
    name: 'changes',
    usage: '<endpoint|config> [--format smart|json|yaml]',
    summary: 'what changed there since this handler last ran in a successful hook',
    help: `
A list of {relation, from, key, field, kind}, where kind is added, changed or removed. The handler's condition has to name the endpoint
with .changed.

Examples:
  $ interlayer changes backend --format json | jq -r '.[] | .from + " " + .key'`,
    run: (args, call) => printAbout(args, call, { op: 'changes', member: 'source' }),
  },
  {
    name: 'gone',
    usage: '<endpoint> [--format smart|json|yaml]',
    summary: 'which units and relations went away since this handler last ran in a successful hook',
    help: `
A list of {relation, unit, reason} and {relation, reason}. The handler's condition has to name the endpoint with .departed or .broken.

Examples:
  $ interlayer gone database --format json | jq -r '.[].unit // empty'`,
    run: (args, call) => printAbout(args, call, { op: 'gone', member: 'endpoint' }),
  },
  {
    name: 'config',
    usage: '[option] [--format smart|json|yaml]',
    summary: 'the configuration, or one option of it',
    help: `
Nothing is printed for an option that is not set.

Examples:
  $ port=$(interlayer config port)`,
    run: (args, call) => printMember(args, call, { op: 'config', member: 'option' }),
  },
  {
    name: 'params',
    usage: '[name] [--format smart|json|yaml]',
    summary: 'the parameters of the action, or one of them',
    help: `
Nothing is printed for one that was left out. Results and failures are Juju's own: action-set, action-fail, or another exit status than 0.

Examples:
  $ user=$(interlayer params user)`,
    run: (args, call) => printMember(args, call, { op: 'params', member: 'param' }),
  },
  {
    name: 'env',
    usage: '',
    summary: 'everything at once, as assignments for a shell',
    help: `
Names are in capitals, with _ for what a name of a shell cannot have: HOOK, UNIT, LEADER, FLAG_WEBSITE_AVAILABLE, CONFIG_PORT,
PARAM_USER, and VALUE_BACKEND_SERVICES for what the method services of the endpoint backend gives, if it takes nothing. Yes is 1; no and
nothing are empty; lists and mappings are JSON; what an interface hides is ***. Whatever the values are, nothing is executed.

Examples:
  $ eval "$(interlayer env)"
  $ [ "$FLAG_WEBSITE_AVAILABLE" ] && [ "$LEADER" ] && echo "$CONFIG_PORT"`,
    async run(args, call) {
      noOperands(args, 'env')
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what the runtime answers to this
      call.out(assignments((await call.ask({ op: 'everything' })) as Everything))
    },
  },
]

interface About {
  readonly op: string
  readonly member: string
}

async function printAbout(args: readonly string[], call: AskingCall, { op, member }: About): Promise<void> {
  const { options, operands } = readArguments(args, format)
  const [name, ...more] = operands
  if (name === undefined || more.length > 0)
    throw new CliError('USAGE', `${op} needs the name of one endpoint. See interlayer ${op} --help.`)
  call.out(await print(await call.ask({ op, [member]: name }), formatOf(options.get('format'))))
}

async function printMember(args: readonly string[], call: AskingCall, { op, member }: About): Promise<void> {
  const { options, operands } = readArguments(args, format)
  const [name, ...more] = operands
  if (more.length > 0) throw new CliError('USAGE', `${op} takes one name, or none. See interlayer ${op} --help.`)
  const found = await call.ask({ op, [member]: name })
  call.out(await print(inOrder(found), formatOf(options.get('format'))))
}

function noOperands(args: readonly string[], command: string) {
  const { options, operands } = readArguments(args, format)
  if (operands.length === 0) return { options }
  throw new CliError('USAGE', `${command} takes no "${operands[0] ?? ''}". See interlayer ${command} --help.`)
}
