import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { assert, asyncProperty, uint8Array } from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { bufferOf } from '../../src/process/agent/gob-octets.ts'
import { answerWriter, requestReader, type ToolAnswer, type ToolRequest } from '../../src/process/agent/jujuc.ts'
import { callerToTest, connectCaller, printed, startAgent } from './support/agent.ts'
import { bytesOf } from './support/vectors.ts'

/** Answers every request of a connection in the way given; `write` sends an answer to the request of a number. */
function answering(
  serve: (requests: readonly ToolRequest[], write: (sequence: number, answer: ToolAnswer) => void) => void,
) {
  return (socket: Socket): void => {
    const read = requestReader()
    const write = answerWriter()
    const requests: ToolRequest[] = []
    socket.on('data', (chunk) => {
      for (const { request } of read(chunk)) requests.push(request)
      serve(requests, (sequence, answer) => socket.write(write({ sequence, method: 'Jujuc.Main', answer }), 'latin1'))
    })
  }
}

test('a call reaches the agent as it was made, standard input and all, and brings back what the tool printed', async () => {
  const requests: ToolRequest[] = []
  const { env } = await startAgent(async (request) => {
    requests.push(request)
    return { code: 2, stdout: 'out\n', stderr: 'é\n' }
  })
  const caller = await connectCaller({ ...env, JUJU_AGENT_TOKEN: 'tok' })
  expect(await caller.call('relation-set', ['-r', 'db:1', '', '--file', '-'], '{"a": "é"}')).toEqual({
    code: 2,
    stdout: 'out\n',
    stderr: 'é\n',
  })
  await caller.call('is-leader', [])
  const same = { contextId: 'web/0-install-1', dir: '/charm', token: 'tok' }
  expect(requests).toEqual([
    { ...same, command: 'relation-set', args: ['-r', 'db:1', '', '--file', '-'], stdin: '{"a": "é"}' },
    { ...same, command: 'is-leader', args: [], stdin: undefined },
  ])
})

test('calls do not wait for each other, and each gets its own answer in whatever order they come', async () => {
  const caller = await callerToTest(
    answering((requests, write) => {
      if (requests.length === 3) for (const index of [2, 0, 1]) write(index, printed(requests[index]?.command ?? ''))
    }),
  )
  const answers = ['a', 'b', 'c'].map(async (tool) => (await caller.call(tool, [])).stdout)
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c'])
})

test('what the agent refuses to run looks as the tool’s own process would put it', async () => {
  const caller = await callerToTest(
    answering((requests, write) => {
      write(
        requests.length - 1,
        requests.length === 1 ? { error: 'bad request: wrong context ID; got "x"' } : printed('fine'),
      )
    }),
  )
  const refused = { code: 1, stdout: '', stderr: 'ERROR bad request: wrong context ID; got "x"\n' }
  expect(await caller.call('is-leader', [])).toEqual(refused)
  expect(await caller.call('is-leader', [])).toEqual(printed('fine'))
})

test('a handler of the agent that throws is an error of that call alone', async () => {
  const { env } = await startAgent(async ({ command }) => {
    if (command === 'is-leader') throw new Error('not today')
    return printed(command)
  })
  const caller = await connectCaller(env)
  expect(await caller.call('is-leader', [])).toEqual({ code: 1, stdout: '', stderr: 'ERROR not today\n' })
  expect(await caller.call('config-get', [])).toEqual(printed('config-get'))
})

test('16 MiB go there and come back', async () => {
  const { env } = await startAgent(async ({ stdin = '' }) => printed(stdin))
  const caller = await connectCaller(env)
  const text = 'x'.repeat(16 * 1_048_576)
  expect((await caller.call('relation-set', ['--file', '-'], text)).stdout === text).toBe(true)
})

test('when the agent hangs up, every call that waits fails, and so does every later one', async () => {
  const caller = await callerToTest((socket) => {
    socket.once('data', () => socket.write(bytesOf('answerType').subarray(0, 20), () => socket.destroy()))
  })
  const lost = (tool: string) => ({
    code: 'AGENT_LOST',
    message: `The unit's agent closed the connection, so ${tool} has no answer. Nothing of this hook is published; Juju runs it again.`,
    details: { tool },
  })
  const calls = ['is-leader', 'state-get'].map((tool) => caller.call(tool, []))
  await expect(calls[0]).rejects.toMatchObject(lost('is-leader'))
  await expect(calls[1]).rejects.toMatchObject(lost('state-get'))
  await expect(caller.call('config-get', [])).rejects.toMatchObject(lost('config-get'))
})

test.each([
  ['what is no gob', Buffer.alloc(100, 'HTTP/1.1 400 Bad Request\r\n'), 'a value of type 42, which is no struct', 0],
  ['an answer twice', twice(), 'an answer to call 0, which nobody waits for', 1],
])('%s from the agent fails every call that waits, and the connection ends', async (_what, bytes, reason, answered) => {
  const closed: Promise<unknown>[] = []
  const caller = await callerToTest((socket) => {
    closed.push(
      once(
        socket.on('error', () => undefined),
        'close',
      ),
    )
    socket.once('data', () => socket.write(bytes))
  })
  const calls = await Promise.allSettled(['a', 'b', 'c'].map((tool) => caller.call(tool, [])))
  expect(calls.slice(0, answered)).toEqual([{ status: 'fulfilled', value: printed('') }].slice(0, answered))
  expect(calls.slice(answered)).toEqual(
    ['a', 'b', 'c'].slice(answered).map((tool) => {
      const message = `The unit's agent sent what is no answer (${reason}), so ${tool} has no answer. Nothing of this hook is published; Juju runs it again.`
      return { status: 'rejected', reason: expect.objectContaining({ code: 'AGENT_LOST', message }) as unknown }
    }),
  )
  expect(await Promise.all(closed)).toHaveLength(1)
})

function twice(): Buffer {
  const write = answerWriter()
  const answer = { sequence: 0, method: 'Jujuc.Main', answer: printed('') }
  return bufferOf(write(answer) + write(answer))
}

test('whatever bytes an agent sends and however it ends, a call comes to an end', async () => {
  await assert(
    asyncProperty(uint8Array({ maxLength: 40 }), async (bytes) => {
      const caller = await callerToTest((socket) => {
        socket
          .on('error', () => undefined)
          .once('data', () => socket.end(Buffer.concat([bytesOf('answerType'), bytes])))
      })
      await expect(caller.call('is-leader', [])).rejects.toMatchObject({ code: 'AGENT_LOST' })
    }),
    { numRuns: 100 },
  )
})

test('an agent that does not answer in time is lost', async () => {
  const caller = await callerToTest(() => undefined, { timeout: 20 })
  await expect(caller.call('is-leader', [])).rejects.toThrow('did not answer is-leader within 20 ms')
  await expect(caller.call('is-leader', [])).rejects.toThrow('did not answer is-leader within 20 ms')
})

test('an agent that sends bytes without end, and no answer, is lost', async () => {
  const caller = await callerToTest(
    (socket) => {
      const bytes = answerWriter()({ sequence: 0, method: 'Jujuc.Main', answer: printed('x'.repeat(1_000_000)) })
      let sent = 0
      const drip = setInterval(() => socket.write(bytes.slice(sent, (sent += 10)), 'latin1'), 2)
      socket.on('error', () => undefined).on('close', () => clearInterval(drip))
    },
    { timeout: 500 },
  )
  await expect(caller.call('is-leader', [])).rejects.toThrow('did not answer is-leader within 500 ms')
})

test('closing gives up the calls that wait', async () => {
  const caller = await callerToTest(() => undefined)
  const call = caller.call('is-leader', [])
  caller.close()
  await expect(call).rejects.toMatchObject({ code: 'AGENT_LOST', details: { tool: 'is-leader' } })
})

test('a process that the charm leaves behind does not hold the connection', async () => {
  let ended: Promise<unknown> | undefined
  const caller = await callerToTest((socket) => {
    ended = once(socket, 'close')
    answering((requests, write) => write(requests.length - 1, printed('')))(socket)
  })
  await caller.call('is-leader', [])
  const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true })
  onTestFinished(() => void child.kill())
  await once(child, 'spawn')
  caller.close()
  await ended
  expect(child.exitCode).toBeNull()
})

test('a client that sends what is no call is cut off by our agent, and others are not', async () => {
  const { env, server } = await startAgent(async () => printed('fine'))
  const caller = await connectCaller(env)
  await caller.call('is-leader', [])
  const rogue = connect(env['JUJU_AGENT_SOCKET_ADDRESS'] ?? '').on('error', () => undefined)
  rogue.write(Buffer.alloc(100, 'GET / HTTP/1.1\r\n\r\n'))
  await once(rogue, 'close')
  expect(await caller.call('is-leader', [])).toEqual(printed('fine'))
  expect(server.connections).toBe(1)
})
