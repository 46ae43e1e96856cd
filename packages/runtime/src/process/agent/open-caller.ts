import { InterlayerError } from '../../values/errors.ts'
import { connectToAgent } from './agent-socket.ts'
import { neededVariable, variable, type Environment } from './environment.ts'
import { SocketCaller } from './socket-caller.ts'
import { SpawningCaller } from './spawning-caller.ts'
import type { ToolCaller } from './tool-caller.ts'

/** How this process calls hook tools. */
export interface OpenCaller {
  readonly caller: ToolCaller
  /** Why the tools are spawned although nobody asked for that; to be logged. */
  readonly fallback: string | undefined
}

/**
 * Connects to the agent, or falls back to spawning the tools where that is not possible: never later, when a tool may have run
 * already. INTERLAYER_HOOK_TOOLS, `socket` or `spawn`, forces one of the two.
 */
export async function openCaller(env: Environment, dir: string): Promise<OpenCaller> {
  const forced = variable(env, 'INTERLAYER_HOOK_TOOLS')
  if (forced !== undefined && forced !== 'socket' && forced !== 'spawn') {
    const message = `INTERLAYER_HOOK_TOOLS is "${forced}". Set it to "socket" or "spawn", or not at all.`
    throw new InterlayerError('ENVIRONMENT_INVALID', message, { variable: 'INTERLAYER_HOOK_TOOLS' })
  }
  if (forced === 'spawn') return { caller: new SpawningCaller(env), fallback: undefined }
  const token = variable(env, 'JUJU_AGENT_TOKEN') ?? ''
  const identity = { contextId: neededVariable(env, 'JUJU_CONTEXT_ID'), dir, token }
  try {
    return { caller: new SocketCaller(await connectToAgent(env), identity), fallback: undefined }
  } catch (cause) {
    if (forced === 'socket' || !(cause instanceof InterlayerError)) throw cause
    return { caller: new SpawningCaller(env), fallback: `${cause.message} Hook tools are spawned instead.` }
  }
}
