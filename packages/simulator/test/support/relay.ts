import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAgentServer, openCaller, type ToolAnswer, type ToolRequest } from '@interlayer/runtime/process'
import { onTestFinished } from 'vitest'

/** A hook process as the relay sees it. */
export interface RelayedHook {
  readonly pid: number
  /** The hook tools that it has called, in order. */
  readonly calls: string[]
  /** Ends it by SIGKILL, unless it has hung up already. */
  readonly kill: () => void
}

/** What happens to a call: it is answered by what `forward` gives, or by something else. */
export type Interference = (hook: RelayedHook, forward: () => Promise<ToolAnswer>) => Promise<ToolAnswer>

/** A second agent, between processes and the agent of their unit. */
export interface Relay {
  /** A charm's `dispatch` whose process calls its hook tools through the relay. */
  readonly dispatch: string
  /** By hook, in order. */
  readonly hooks: readonly RelayedHook[]
}

/** Opens a relay for hooks that run one at a time, until the end of the test. */
export async function openRelay(program: string, interfere: Interference): Promise<Relay> {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-relay-'))
  const [socket, about] = [join(directory, 'socket'), join(directory, 'about')]
  const hooks: RelayedHook[] = []
  const server = await openAgentServer(socket, async (request) => {
    const [pid = '', address = ''] = readFileSync(about, 'utf8').trim().split(' ')
    if (hooks.at(-1)?.pid !== Number(pid)) hooks.push(newHook(Number(pid)))
    const hook = hooks.at(-1) ?? newHook(Number(pid))
    hook.calls.push(request.command)
    return interfere(hook, () => forwarded(request, address))
  })
  const newHook = (pid: number): RelayedHook => ({
    pid,
    calls: [],
    // Who has hung up may be gone, and its number another's.
    kill: () => server.connections > 0 && process.kill(pid, 'SIGKILL'),
  })
  onTestFinished(async () => {
    await server.close()
    rmSync(directory, { recursive: true })
  })
  const dispatch = [
    '#!/bin/sh',
    `echo "$$ $JUJU_AGENT_SOCKET_ADDRESS" > '${about}'`,
    `JUJU_AGENT_SOCKET_ADDRESS='${socket}' exec '${process.execPath}' '${program}'`,
  ]
  return { dispatch: `${dispatch.join('\n')}\n`, hooks }
}

async function forwarded(request: ToolRequest, address: string): Promise<ToolAnswer> {
  const { contextId, dir, command, args, stdin } = request
  const env = { JUJU_AGENT_SOCKET_ADDRESS: address, JUJU_CONTEXT_ID: contextId, INTERLAYER_HOOK_TOOLS: 'socket' }
  const { caller } = await openCaller(env, dir)
  try {
    return await caller.call(command, args, stdin)
  } finally {
    caller.close()
  }
}
