import type { MethodContract, SideDescription } from '@interlayer/contract'
import type { EndpointClass } from '@interlayer/runtime'
import { CliError, reasonOf } from '../errors.ts'
import { readArguments } from './arguments.ts'
import { formatOf, print } from './format.ts'
import type { HookCall, HookCommand } from './hook-command.ts'

/** `interlayer describe` */
export const describeCommand: HookCommand = {
  name: 'describe',
  usage: '<endpoint|interface|package> [--format smart|json|yaml]',
  summary: 'the flags and methods of an endpoint, or of an interface that is installed',
  help: `
Of an endpoint, or an interface of this charm, it prints the side that the charm takes; of any other interface, each side; with --format json or yaml also what is in the databags. No hook is needed.

Examples:
  $ interlayer describe website
  $ interlayer describe mysql_client --format json | jq '.[].methods'`,
  async run(args, call) {
    const { options, operands } = readArguments(args, { withValue: ['format'] })
    const [name, ...more] = operands
    if (name === undefined || more.length > 0)
      throw new CliError('USAGE', 'describe needs the name of one endpoint, interface or package.')
    const { describe } = await import('@interlayer/contract')
    const sides = await sidesNamed(name, call)
    const described = sides.map(({ definition, role }) => describe(definition, role))
    const format = formatOf(options.get('format'))
    const shown = format === 'smart' ? described.map(inShort) : described
    call.out(await print(shown.length === 1 ? shown[0] : shown, format))
  },
}

/** What a handler can use: who wants the databags too asks for JSON or YAML. */
function inShort({ summary, role, flags, methods, ...side }: SideDescription): object {
  return {
    interface: side.interface,
    role,
    summary,
    flags: Object.fromEntries(Object.entries(flags).map(([name, { description }]) => [name, description])),
    methods: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, methodInShort(method)])),
  }
}

function methodInShort({ summary, params = {}, returns }: MethodContract): object {
  const fields = Object.entries(params).map(([name, { type, presence, description }]) => {
    return [`--${name}`, `${type}, ${presence}: ${description}`] as const
  })
  return { summary, ...Object.fromEntries(fields), ...(returns !== undefined && { returns }) }
}

/** An endpoint of the charm where there is one of that name; else an interface of the charm, or a package. */
async function sidesNamed(name: string, call: HookCall): Promise<readonly EndpointClass[]> {
  const { endpoints, problem } = await charmOf(call)
  const endpoint = endpoints.get(name)
  if (endpoint !== undefined) return [endpoint]
  const spoken = [...endpoints.values()].filter(({ definition }) => definition.name === name)
  if (spoken.length > 0) return spoken
  const packageName = /^[@./]/.test(name) ? name : `@interlayer/interface-${name}`
  const directory = call.env['JUJU_CHARM_DIR'] ?? call.directory
  const { loadInterface } = await import('../interfaces/interface-module.ts')
  try {
    const sides = await loadInterface(packageName, directory)
    return [sides.provides, sides.requires, sides.peers].filter((side) => side !== undefined)
  } catch (cause) {
    // It may have been meant as the name of an endpoint.
    throw problem ?? cause
  }
}

interface FoundCharm {
  readonly endpoints: ReadonlyMap<string, EndpointClass>
  /** Why it could not be read, where one seems to be there. */
  readonly problem?: unknown
}

async function charmOf(call: HookCall): Promise<FoundCharm> {
  try {
    return { endpoints: new Map(Object.entries<EndpointClass>((await call.charm()).endpoints)) }
  } catch (problem) {
    const endpoints = new Map<string, EndpointClass>()
    return reasonOf(problem) === 'FILE_UNREADABLE' ? { endpoints } : { endpoints, problem }
  }
}
