import type { EndpointClass } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { readArguments } from './arguments.ts'
import { formatOf, print } from './format.ts'
import type { HookCall, HookCommand } from './hook-command.ts'

/** `interlayer describe` */
export const describeCommand: HookCommand = {
  name: 'describe',
  usage: '<endpoint|interface|package> [--format smart|json|yaml]',
  summary: 'the flags and methods of an endpoint, or of an interface that is installed',
  help: `
Of an endpoint it prints the side that the charm takes; of an interface, each side. It works anywhere: no hook is needed.

Examples:
  $ interlayer describe website
  $ interlayer describe mysql_client --format json | jq '.[].methods'`,
  async run(args, call) {
    const { values, operands } = readArguments(args, { format: { type: 'string' } })
    const [name, ...more] = operands
    if (name === undefined || more.length > 0)
      throw new CliError('USAGE', 'describe needs the name of one endpoint, interface or package.')
    const { describe } = await import('@interlayer/contract')
    const sides = await sidesNamed(name, call)
    const described = sides.map(({ definition, role }) => describe(definition, role))
    call.out(await print(described.length === 1 ? described[0] : described, formatOf(values.format)))
  },
}

/** An endpoint of the charm where there is one of that name; else an interface of the charm, or a package. */
async function sidesNamed(name: string, call: HookCall): Promise<readonly EndpointClass[]> {
  const endpoints = await call.charm().then(
    (charm) => charm.endpoints,
    // Where no charm is, there still are packages.
    () => ({}),
  )
  const endpoint = new Map(Object.entries<EndpointClass>(endpoints)).get(name)
  if (endpoint !== undefined) return [endpoint]
  const packageName = /^[@./]/.test(name) ? name : `@interlayer/interface-${name}`
  const directory = call.env['JUJU_CHARM_DIR'] ?? call.directory
  const { loadInterface } = await import('../interfaces/interface-module.ts')
  const sides = await loadInterface(packageName, directory)
  return [sides.provides, sides.requires, sides.peers].filter((side) => side !== undefined)
}
