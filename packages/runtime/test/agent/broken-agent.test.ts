import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { serveTools, type ToolAnswer } from '../../src/process/index.ts'
import { agentEnvironment, printed, temporaryFolder } from './support/agent.ts'
import { hookEnvironment, replies } from './support/hook.ts'
import { runFixture, startFixture } from './support/run.ts'
import { bytesOf } from './support/vectors.ts'

// Whole processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 })

const answers = replies(['speaker/0'])

/** An agent that answers until a tool is called, and does something else then; `calls` has the tools in order. */
async function agentUntil(tool: string, misbehave: (socket: Socket) => void) {
  const calls: string[] = []
  const path = join(await temporaryFolder(), 'agent.socket')
  const server = createServer((socket) => {
    serveTools(socket, async ({ command, args }): Promise<ToolAnswer> => {
      calls.push(command)
      if (command === tool) {
        misbehave(socket)
        await once(socket, 'close')
      }
      return printed(answers[[command, ...args].join(' ')] ?? '')
    })
  })
  await once(server.listen(path), 'listening')
  onTestFinished(() => void server.close())
  return { env: { ...agentEnvironment(path), ...hookEnvironment }, calls }
}

const half = Buffer.concat([bytesOf('answerType'), bytesOf('success').subarray(0, 20)])
const ways: readonly (readonly [string, RegExp, (socket: Socket) => void])[] = [
  // What is written to a connection that is closing is an error of its own.
  ['dies', /closed the connection|could not be reached/, (socket) => socket.destroy()],
  ['hangs up', /closed the connection|could not be reached/, (socket) => socket.end()],
  [
    'dies within an answer',
    /closed the connection|could not be reached|sent what is no answer/,
    (socket) => socket.write(half, () => socket.destroy()),
  ],
  [
    'answers in another language',
    /sent what is no answer/,
    (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  ],
  [
    'announces more than it sends',
    /sent what is no answer/,
    (socket) => socket.write(Buffer.from('fcffffffff', 'hex')),
  ],
]

describe.for([
  ['while the hook is read', 'is-leader', []],
  // Both are called at once.
  ['while it is published', 'relation-set', ['relation-set', 'state-set']],
  ['when all is published', 'status-set', ['relation-set', 'state-set', 'status-set']],
] as const)('%s', ([, tool, most]) => {
  test.for(ways)(
    'an agent that %s ends the process with status 1, and it asks for nothing more',
    async ([, reason, misbehave]) => {
      const { env, calls } = await agentUntil(tool, misbehave)
      const { code, stderr } = await runFixture('charm.ts', env)
      expect([code, stderr]).toEqual([1, expect.stringMatching(reason)])
      expect(stderr).toMatch(
        /^AGENT_LOST: The unit's agent .* Nothing of this hook is published; Juju runs it again\.\n$/,
      )
      const writing = calls.filter((call) => call.endsWith('-set'))
      expect(writing).toEqual(most.slice(0, writing.length))
    },
  )
})

test('a process that is told to stop says so and ends with status 1, and an answer comes too late', async () => {
  const { env, calls } = await agentUntil('relation-set', () => charm.kill('SIGTERM'))
  const charm = startFixture('charm.ts', env)
  const stderr = text(charm.stderr)
  expect(await once(charm, 'exit')).toEqual([1, null])
  expect(await stderr).toBe(
    'HOOK_STOPPED: The process was told to stop before it had ended (SIGTERM). Nothing of this hook is published; Juju runs it again.\n',
  )
  expect(calls).not.toContain('status-set')
})
