import { InterlayerError } from '../../values/errors.ts'
import { applicationOf } from '../../values/names.ts'
import type { Connection } from './connection.ts'
import { neededVariable, variable, type Environment } from './environment.ts'
import { connectByPath, whenReady } from './local-connection.ts'

/** Connects to the socket of the unit's agent, as the environment names it. Rejects with AGENT_UNREACHABLE; then nothing was asked. */
export async function connectToAgent(env: Environment): Promise<Connection> {
  const address = variable(env, 'JUJU_AGENT_SOCKET_ADDRESS')
  if (address === undefined) throw unreachable('JUJU_AGENT_SOCKET_ADDRESS is not set')
  const network = variable(env, 'JUJU_AGENT_SOCKET_NETWORK') ?? 'unix'
  if (network === 'unix') return reached(address, connectByPath(socketPath(address)))
  if (network === 'tcp') return connectByTls(address, env)
  throw unreachable(`JUJU_AGENT_SOCKET_NETWORK is "${network}", neither unix nor tcp`)
}

/** Where the name starts with `@` it is of no file: an abstract socket, which agents before Juju 3.5.5 have. */
function socketPath(address: string): string {
  return address.startsWith('@') ? `\0${address.slice(1)}` : address
}

/** The agent's certificate is for the name of the application, from an authority of its own. */
async function connectByTls(address: string, env: Environment): Promise<Connection> {
  const authority = variable(env, 'JUJU_AGENT_CA_CERT')
  if (authority === undefined) throw unreachable('JUJU_AGENT_CA_CERT is not set')
  const servername = applicationOf(neededVariable(env, 'JUJU_UNIT_NAME'))
  return reached(address, openTls({ address, authority, servername }))
}

interface Agent {
  readonly address: string
  /** The file with the certificate of who signed the agent's. */
  readonly authority: string
  readonly servername: string
}

async function openTls({ address, authority, servername }: Agent): Promise<Connection> {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  // Loaded here because most agents are on this machine, and loading them takes a tenth of a hook's time.
  const [tls, { readFile }] = [process.getBuiltinModule('node:tls'), process.getBuiltinModule('node:fs/promises')]
  const options = { host, port: Number(address.slice(colon + 1)), servername, ca: await readFile(authority) }
  return whenReady(tls.connect(options), 'secureConnect')
}

async function reached(address: string, connecting: Promise<Connection>): Promise<Connection> {
  try {
    return await connecting
  } catch (cause) {
    throw unreachable(`${address}: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
}

function unreachable(why: string, cause?: unknown): InterlayerError {
  return new InterlayerError(
    'AGENT_UNREACHABLE',
    `The unit's agent cannot be reached over its socket (${why}).`,
    cause === undefined ? {} : { cause },
  )
}
