import type { Socket } from 'node:net'
import { InterlayerError } from '../../values/errors.ts'
import { applicationOf } from '../../values/names.ts'
import type { Connection } from './connection.ts'
import { neededVariable, variable, type Environment } from './environment.ts'
import { openPipe } from './pipe-connection.ts'
import { SocketConnection } from './socket-connection.ts'

/** Longest time in milliseconds to wait for a connection. */
const connectTimeout = 10_000

/** Connects to the socket of the unit's agent, as the environment names it. Rejects with AGENT_UNREACHABLE; then nothing was asked. */
export async function connectToAgent(env: Environment): Promise<Connection> {
  const address = variable(env, 'JUJU_AGENT_SOCKET_ADDRESS')
  if (address === undefined) throw unreachable('JUJU_AGENT_SOCKET_ADDRESS is not set')
  const network = variable(env, 'JUJU_AGENT_SOCKET_NETWORK') ?? 'unix'
  if (network === 'unix') return connectByPath(address)
  if (network === 'tcp') return connected(await connectByTls(address, env), { address, event: 'secureConnect' })
  throw unreachable(`JUJU_AGENT_SOCKET_NETWORK is "${network}", neither unix nor tcp`)
}

async function connectByPath(address: string): Promise<Connection> {
  const path = socketPath(address)
  const pipe = openPipe(path)
  if (pipe !== undefined) return pipe.catch((cause: unknown) => refuse(address, cause))
  const { connect } = await import('node:net')
  return connected(connect(path), { address, event: 'connect' })
}

/** Where the name starts with `@` it is of no file: an abstract socket, which agents before Juju 3.5.5 have. */
function socketPath(address: string): string {
  return address.startsWith('@') ? `\0${address.slice(1)}` : address
}

/** The agent's certificate is for the name of the application, from an authority of its own. */
async function connectByTls(address: string, env: Environment): Promise<Socket> {
  const authority = variable(env, 'JUJU_AGENT_CA_CERT')
  if (authority === undefined) throw unreachable('JUJU_AGENT_CA_CERT is not set')
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  const servername = applicationOf(neededVariable(env, 'JUJU_UNIT_NAME'))
  // Loaded here because most agents are on this machine, and loading them takes a tenth of a hook's time.
  const [tls, { readFile }] = await Promise.all([import('node:tls'), import('node:fs/promises')])
  try {
    return tls.connect({ host, port: Number(address.slice(colon + 1)), servername, ca: await readFile(authority) })
  } catch (cause) {
    return refuse(address, cause)
  }
}

async function connected(
  socket: Socket,
  { address, event }: { readonly address: string; readonly event: string },
): Promise<Connection> {
  try {
    await new Promise((resolve, reject) => {
      socket.once(event, resolve).once('error', reject)
      socket.setTimeout(connectTimeout, () => socket.destroy(new Error(`no answer within ${connectTimeout} ms`)))
    })
    return new SocketConnection(socket.setTimeout(0))
  } catch (cause) {
    socket.destroy()
    return refuse(address, cause)
  }
}

function refuse(address: string, cause: unknown): never {
  throw unreachable(`${address}: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
}

function unreachable(why: string, cause?: unknown): InterlayerError {
  return new InterlayerError(
    'AGENT_UNREACHABLE',
    `The unit's agent cannot be reached over its socket (${why}).`,
    cause === undefined ? {} : { cause },
  )
}
