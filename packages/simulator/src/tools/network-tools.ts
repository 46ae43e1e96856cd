import { conflicting, showPorts, withPorts, type OpenPort, type PortRange } from '../ports.ts'
import { checkNoMore, type Options } from './arguments.ts'
import { failed, misused } from './failure.ts'
import type { Output } from './output.ts'
import { relationOf } from './relation-tools.ts'
import { print, silent, type Printed, type Tool, type ToolCall } from './tool.ts'

const endpoints: Options = { endpoints: { takes: 'value' } }
const portUsage = '<port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp'

/** The tools about addresses and ports. */
export const networkTools: Readonly<Record<string, Tool>> = {
  'network-get': {
    usage: '[options] <binding-name> [--ingress-address] [--bind-address] [--egress-subnets]',
    options: {
      relation: { letter: 'r', takes: 'value' },
      'bind-address': { takes: 'nothing' },
      'ingress-address': { takes: 'nothing' },
      'egress-subnets': { takes: 'nothing' },
      'primary-address': { takes: 'nothing' },
    },
    format: 'smart',
    run: networkGet,
  },
  'unit-get': { usage: '[options] <setting>', format: 'smart', run: unitGet },
  'open-port': { usage: portUsage, options: endpoints, run: (call) => changePort(call, true) },
  'close-port': { usage: portUsage, options: endpoints, run: (call) => changePort(call, false) },
  'opened-ports': {
    usage: '[options]',
    options: { endpoints: { takes: 'nothing' } },
    format: 'smart',
    run: openedPorts,
  },
}

function networkGet(call: ToolCall): Printed {
  const { turn, values, switches, positionals } = call
  const [binding, ...more] = positionals
  if (binding === undefined) misused('no arguments specified')
  if (binding === '') misused('no binding name specified')
  checkNoMore(more)
  relationOf(call)
  const { application, address } = turn.unit
  if (!application.endpoints.has(binding)) failed(`no network config found for binding ${JSON.stringify(binding)}`)
  // The oldest name means the address to bind to.
  if (switches.has('primary-address')) return print(address)
  const facts = { 'bind-address': address, 'egress-subnets': [`${address}/32`], 'ingress-address': address }
  const asked = Object.entries(facts).filter(([name]) => switches.has(name))
  const [only] = asked
  if (only === undefined)
    return print(values.get('format')?.text === 'json' ? network(address) : networkInYaml(address))
  return print(asked.length === 1 ? only[1] : new Map<string, Output>(asked))
}

function network(address: string): Output {
  return {
    'bind-addresses': [
      { 'mac-address': '', 'interface-name': 'lo', addresses: [{ hostname: '', value: address, cidr: '127.0.0.0/8' }] },
    ],
    'egress-subnets': [`${address}/32`],
    'ingress-addresses': [address],
  }
}

/** Juju says some things twice there, for charms that know the older names. */
function networkInYaml(address: string): Output {
  const addresses = [{ hostname: '', value: address, cidr: '127.0.0.0/8', address }]
  return {
    'bind-addresses': [{ 'mac-address': '', 'interface-name': 'lo', addresses, macaddress: '', interfacename: 'lo' }],
    'egress-subnets': [`${address}/32`],
    'ingress-addresses': [address],
  }
}

function unitGet({ turn, positionals: [setting, ...more] }: ToolCall): Printed {
  if (setting === undefined) misused('no setting specified')
  if (setting !== 'private-address' && setting !== 'public-address')
    misused(`unknown setting ${JSON.stringify(setting)}`)
  checkNoMore(more)
  return print(turn.unit.address)
}

function changePort(call: ToolCall, open: boolean): Printed {
  const { turn, positionals } = call
  const [text, ...more] = positionals
  if (text === undefined) misused('no port or range specified')
  const range = parsePorts(text)
  checkNoMore(more)
  const unit = turn.unit.name
  const conflict = open ? conflicting(withPorts(turn.unit.ports, turn.draft.ports), range) : undefined
  if (conflict !== undefined)
    failed(
      `cannot open ${showPorts(range)} (unit "${unit}"): port range conflicts with ${showPorts(conflict)} (unit "${unit}")`,
    )
  for (const endpoint of endpointsOf(call)) turn.draft.ports.push({ port: { ...range, endpoint }, open })
  return silent
}

function endpointsOf({ values, turn }: ToolCall): readonly (string | undefined)[] {
  const names = (values.get('endpoints')?.text ?? '').split(',').flatMap((text) => text.trim() || [])
  const unknown = names.find((name) => !turn.unit.application.endpoints.has(name))
  if (unknown !== undefined) failed(`endpoint ${JSON.stringify(unknown)} not found`)
  return names.length === 0 ? [undefined] : names
}

const protocols = ['tcp', 'udp', 'icmp']

function parsePorts(text: string): PortRange {
  const [ports = '', protocol = text === 'icmp' ? 'icmp' : 'tcp', ...more] = text.toLowerCase().split('/')
  if (!protocols.includes(protocol))
    misused(`invalid protocol ${JSON.stringify(protocol)}, expected "tcp", "udp", or "icmp"`)
  if (protocol === 'icmp') return { from: -1, to: -1, protocol }
  const [first = '', last = first, ...others] = ports.split('-')
  const [from, to] = [portNumber(first), portNumber(last)]
  if (more.length > 0 || others.length > 0) misused(`invalid port range ${JSON.stringify(text)}`)
  if (from > to) misused(`invalid port range ${from}-${to}/${protocol}; expected fromPort <= toPort`)
  return { from, to, protocol }
}

function portNumber(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : misused(`invalid port ${JSON.stringify(text)}`)
  return port >= 1 && port <= 65_535 ? port : misused(`port must be in the range [1, 65535]; got "${text}"`)
}

/** With what this hook opened and closed. */
function openedPorts({ turn, switches, positionals }: ToolCall): Printed {
  checkNoMore(positionals)
  const open = withPorts(turn.unit.ports, turn.draft.ports)
  const shown = [...new Set(open.map(showPorts))]
  return print(switches.has('endpoints') ? shown.map((ports) => `${ports} (${endpointsIn(open, ports)})`) : shown)
}

function endpointsIn(open: readonly OpenPort[], ports: string): string {
  return open
    .filter((port) => showPorts(port) === ports)
    .map(({ endpoint }) => endpoint ?? '*')
    .join(', ')
}
