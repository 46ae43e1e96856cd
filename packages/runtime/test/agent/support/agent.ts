import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  openAgentServer,
  openCaller,
  type AgentServer,
  type ToolCaller,
  type ToolHandler,
  type ToolResult,
} from '../../../src/process/index.ts'
import { connectToAgent } from '../../../src/process/agent/agent-socket.ts'
import { SocketCaller } from '../../../src/process/agent/socket-caller.ts'

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** A unit's agent for the time of a test, and the environment in which it would start a hook. */
export async function startAgent(handler: ToolHandler): Promise<{ server: AgentServer; env: Record<string, string> }> {
  const path = join(await temporaryFolder(), 'agent.socket')
  const server = await openAgentServer(path, handler)
  onTestFinished(() => server.close())
  return { server, env: agentEnvironment(path) }
}

/** What Juju says to a hook about its agent. */
export function agentEnvironment(address: string): Record<string, string> {
  return {
    JUJU_AGENT_SOCKET_ADDRESS: address,
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_CONTEXT_ID: 'web/0-install-1',
    JUJU_HOOK_NAME: 'install',
    JUJU_UNIT_NAME: 'web/0',
    PATH: process.env['PATH'] ?? '',
  }
}

/** A caller that is connected to an agent, whatever that is. */
export async function connectCaller(env: Record<string, string>): Promise<ToolCaller> {
  const { caller } = await openCaller({ ...env, INTERLAYER_HOOK_TOOLS: 'socket' }, '/charm')
  onTestFinished(() => {
    caller.close()
  })
  return caller
}

/** A caller over a connection whose other end is the test. */
export async function callerToTest(
  serve: (socket: Socket) => void,
  options: { readonly timeout?: number } = {},
): Promise<SocketCaller> {
  const path = join(await temporaryFolder(), 'agent.socket')
  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
  const identity = { contextId: 'web/0-install-1', dir: '/charm', token: '' }
  const caller = new SocketCaller(await connectToAgent(agentEnvironment(path)), identity, options)
  onTestFinished(() => {
    caller.close()
  })
  return caller
}

/** What a tool prints that has nothing to complain of. */
export function printed(stdout: string): ToolResult {
  return { code: 0, stdout, stderr: '' }
}
