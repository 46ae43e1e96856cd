import { randomBytes } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openAgentServer, type AgentServer, type ToolAnswer, type ToolRequest } from '@interlayer/runtime/process'
import type { HookTurn } from '../hook-turn.ts'
import { StdinNeeded } from '../tools/failure.ts'
import { runTool } from '../tools/run-tool.ts'

/** Milliseconds that who is connected has to leave when the hook is over. */
const leaveTime = 100

/** The agent of a unit while it runs one hook. */
export interface HookAgent {
  readonly contextId: string
  readonly socket: string
  /** Takes no more calls; waits for who is connected, but not for long. */
  close(): Promise<void>
}

/** Opens the agent's socket for one attempt of one hook. Tools run one at a time, for each of them runs without a pause. */
export async function openAgent(turn: HookTurn, kind: string): Promise<HookAgent> {
  const contextId = `${turn.unit.name}-${kind}-${randomBytes(16).toString('hex')}`
  const socket = turn.world.processes.socket(turn.number)
  const server = await openAgentServer(socket, async (request) => answer(turn, contextId, request))
  return { contextId, socket, close: () => close(server) }
}

async function close(server: AgentServer): Promise<void> {
  for (let waited = 0; server.connections > 0 && waited < leaveTime; waited++) await pause(1)
  await server.close()
}

/** The checks of Juju's agent, in its order. */
function answer(turn: HookTurn, contextId: string, request: ToolRequest): ToolAnswer {
  const { command, dir: directory, args, stdin } = request
  if (request.token !== '') return { error: 'bad request: token does not match' }
  if (command === '') return { error: 'bad request: command not specified' }
  if (!isAbsolute(directory)) return { error: 'bad request: Dir is not absolute' }
  if (request.contextId !== contextId)
    return { error: `bad request: wrong context ID; got ${JSON.stringify(request.contextId)}` }
  try {
    const result = runTool(turn, { command, args, directory, stdin })
    if (result !== undefined) turn.interruption?.count()
    return result ?? { error: `bad request: unknown command: ${command}` }
  } catch (error) {
    if (error instanceof StdinNeeded) return { error: error.message }
    throw error
  }
}
