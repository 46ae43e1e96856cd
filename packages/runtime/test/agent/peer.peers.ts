import { execFile } from 'node:child_process'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCaller, type ToolRequest } from '../../src/process/index.ts'
import { connectCaller, printed, startAgent, temporaryFolder } from './support/agent.ts'
import { buildPeer, go, startPeer } from './support/peer.ts'
import { runFixture } from './support/run.ts'
import { hookEnvironment, replies, tools } from './support/hook.ts'

// These need Go: tooling/interop is built and run.

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const large = 'é'.repeat(8 * 1_048_576)
let program = ''

beforeAll(async () => {
  program = await buildPeer()
})

describe('to an agent in Go', () => {
  test('a call arrives as it was made', async () => {
    const { env } = await startPeer(program)
    const caller = await connectCaller(env)
    const echo = async (args: readonly string[], stdin?: string): Promise<unknown> =>
      JSON.parse((await caller.call('echo', args, stdin)).stdout)
    const request = { ContextId: 'web/0-install-1', Dir: '/charm', CommandName: 'echo', Token: '' }
    const without = { ...request, StdinSet: false, Stdin: null }
    expect(await echo([])).toEqual({ ...without, Args: null })
    expect(await echo(['-r', 'db:1', '', 'é\0\n'])).toEqual({ ...without, Args: ['-r', 'db:1', '', 'é\0\n'] })
    expect(await echo(['-'], 'ab')).toEqual({ ...request, Args: ['-'], StdinSet: true, Stdin: 'YWI=' })
    expect(await echo(['-'], '')).toEqual({ ...request, Args: ['-'], StdinSet: true, Stdin: null })
  })

  test('what it answers comes back: results, failures, and what it refuses', async () => {
    const { env } = await startPeer(program, '-context', 'web/0-install-1')
    const caller = await connectCaller(env)
    expect(await caller.call('fail', ['2', 'no relation id specified'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'ERROR no relation id specified\n',
    })
    const refused = (text: string) => ({ code: 1, stdout: '', stderr: `ERROR ${text}\n` })
    expect(await caller.call('refuse', ['not', 'today'])).toEqual(refused('not today'))
    expect(await caller.call('nonsense', [])).toEqual(refused('bad request: unknown command: nonsense'))
    expect(await caller.call('cat', [])).toEqual(refused('hook tool requires stdin, none supplied'))
    expect(await caller.call('cat', [], 'a: b\n')).toEqual(printed('a: b\n'))
    const other = await connectCaller({ ...env, JUJU_CONTEXT_ID: 'x' })
    expect(await other.call('echo', [])).toEqual(refused('bad request: wrong context ID; got "x"'))
  })

  test('calls overtake each other', async () => {
    const { env } = await startPeer(program)
    const caller = await connectCaller(env)
    const order: string[] = []
    const call = async (command: string, args: readonly string[]): Promise<void> => {
      await caller.call(command, args)
      order.push(args.join(' '))
    }
    await Promise.all([call('delay', ['80ms']), call('delay', ['40ms']), call('echo', ['first'])])
    expect(order).toEqual(['first', '40ms', '80ms'])
  })

  test('1,000 calls at a time each get their own answer', async () => {
    const { env } = await startPeer(program)
    const caller = await connectCaller(env)
    const numbers = Array.from({ length: 1_000 }, (_, index) => String(index))
    const answers = await Promise.all(numbers.map((number) => caller.call('fail', [number, number])))
    expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual(
      numbers.map((number) => [Number(number), `ERROR ${number}\n`]),
    )
  })

  test('16 MiB go there and come back', async () => {
    const { env } = await startPeer(program)
    const caller = await connectCaller(env)
    expect((await caller.call('cat', [], large)).stdout === large).toBe(true)
  })

  test('answers that come byte by byte are the same', async () => {
    const { env } = await startPeer(program, '-fault', 'split')
    const caller = await connectCaller(env)
    const answers = await Promise.all([caller.call('cat', [], 'a'.repeat(300)), caller.call('big', ['5'])])
    expect(answers).toEqual([printed('a'.repeat(300)), printed('xxxxx')])
  })

  test('one that hangs up within an answer is lost to that call and all that follow', async () => {
    const { env } = await startPeer(program, '-fault', 'cut')
    const caller = await connectCaller(env)
    expect(await caller.call('cat', [], 'short')).toEqual(printed('short'))
    // Of calls that are on their way together any may be answered first: the second takes long.
    const calls = [caller.call('cat', [], 'a'.repeat(200)), caller.call('delay', ['60s'])]
    const outcomes = await Promise.allSettled(calls)
    const later = await Promise.allSettled([caller.call('echo', [])])
    expect([...outcomes, ...later]).toEqual(
      [1, 2, 3].map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'AGENT_LOST' }) as unknown })),
    )
  })

  test('one that is killed within a call is lost', async () => {
    const peer = await startPeer(program)
    const caller = await connectCaller(peer.env)
    await caller.call('echo', [])
    const call = caller.call('delay', ['60s'])
    peer.process.kill('SIGKILL')
    await expect(call).rejects.toMatchObject({ code: 'AGENT_LOST', details: { tool: 'delay' } })
  })

  test('one that answers in another language is lost', async () => {
    const { env } = await startPeer(program, '-fault', 'garbage')
    const caller = await connectCaller(env)
    await expect(caller.call('echo', [])).rejects.toMatchObject({
      code: 'AGENT_LOST',
      message: expect.stringContaining('sent what is no answer') as string,
    })
  })

  test('one of Juju 4, which knows no token, takes what it does not know', async () => {
    const { env } = await startPeer(program, '-tokenless')
    const caller = await connectCaller({ ...env, JUJU_AGENT_TOKEN: 'tok' })
    expect(await caller.call('cat', [], 'a')).toEqual(printed('a'))
  })

  test('one on an abstract socket is found', async () => {
    const { env } = await startPeer(program, '-address', `@interlayer-test-${process.pid}-${Math.random()}`)
    expect(env['JUJU_AGENT_SOCKET_ADDRESS']).toMatch(/^@/)
    const caller = await connectCaller(env)
    expect(await caller.call('big', ['2'])).toEqual(printed('xx'))
  })

  test('one on TCP is found by its certificate, and wants its token', async () => {
    const tls = ['-cert', fixture('test-only-cert.pem'), '-key', fixture('test-only-key.pem'), '-token', 'tok']
    const peer = await startPeer(program, '-network', 'tcp', '-address', '127.0.0.1:0', ...tls)
    const env = {
      ...peer.env,
      JUJU_AGENT_SOCKET_NETWORK: 'tcp',
      JUJU_AGENT_CA_CERT: fixture('test-only-ca.pem'),
      JUJU_AGENT_TOKEN: 'tok',
    }
    const caller = await connectCaller(env)
    expect(await caller.call('big', ['2'])).toEqual(printed('xx'))
    const other = await connectCaller({ ...env, JUJU_AGENT_TOKEN: '' })
    expect((await other.call('big', ['2'])).stderr).toBe('ERROR bad request: token does not match\n')
    const stranger = { ...env, JUJU_UNIT_NAME: 'other/0', INTERLAYER_HOOK_TOOLS: 'socket' }
    await expect(openCaller(stranger, '/charm')).rejects.toMatchObject({ code: 'AGENT_UNREACHABLE' })
  })

  test('a hook that reads 50 units makes one call for each databag, and needs no program to be found', async () => {
    const units = Array.from({ length: 50 }, (_, index) => `speaker/${index}`)
    const file = join(await temporaryFolder(), 'replies.json')
    const scripted = Object.entries(replies(units)).map(([line, stdout]) => [line, { Stdout: stdout }])
    const written = ['relation-set', 'state-set', 'status-set', 'juju-log'].map((tool) => [tool, {}])
    await writeFile(file, JSON.stringify(Object.fromEntries([...scripted, ...written])))
    const { env } = await startPeer(program, '-replies', file)
    expect(await runFixture('charm.ts', { ...env, ...hookEnvironment, PATH: '/nowhere' })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
    const caller = await connectCaller(env)
    expect(JSON.parse((await caller.call('calls', [])).stdout)).toEqual({
      'is-leader': 1,
      'config-get': 1,
      'state-get': 1,
      'relation-ids': 1,
      'relation-list': 1,
      'relation-get': 51,
      'relation-set': 1,
      'state-set': 1,
      'status-set': 1,
      'juju-log': 1,
    })
  })
})

describe('from a client in Go', () => {
  /** Sends requests all at once, and gives what came back as JSON has it. */
  function call(env: Record<string, string>, requests: readonly object[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const limits = { maxBuffer: 128 * 1_048_576 }
      const client = execFile(program, ['call', env['JUJU_AGENT_SOCKET_ADDRESS'] ?? ''], limits, (error, stdout) => {
        if (error === null) resolve(JSON.parse(stdout))
        else reject(new Error(error.message))
      })
      client.stdin?.end(JSON.stringify(requests))
    })
  }

  const base64 = (text: string): string => Buffer.from(text).toString('base64')

  test('calls arrive as they were made, and their answers in whatever order they are given', async () => {
    const requests: ToolRequest[] = []
    const waiting: (() => void)[] = []
    const { env } = await startAgent(async (request) => {
      requests.push(request)
      // Whoever comes last is answered first.
      if (requests.length < 3) await new Promise<void>((resolve) => waiting.unshift(resolve))
      else setImmediate(() => waiting.forEach((resolve) => resolve()))
      if (request.command === 'c') return { error: 'not today' }
      return { code: request.args.length, stdout: request.command, stderr: 'é' }
    })
    const common = { ContextId: 'x', Dir: '/charm', Token: 't' }
    const answers = await call(env, [
      { ...common, CommandName: 'a' },
      { ...common, CommandName: 'b', Args: ['-r', ''], StdinSet: true, Stdin: base64('in') },
      { ...common, CommandName: 'c', Args: ['é'] },
    ])
    const same = { contextId: 'x', dir: '/charm', token: 't' }
    expect(requests).toEqual([
      { ...same, command: 'a', args: [], stdin: undefined },
      { ...same, command: 'b', args: ['-r', ''], stdin: 'in' },
      { ...same, command: 'c', args: ['é'], stdin: undefined },
    ])
    expect(answers).toEqual([
      { Error: '', Response: { Code: 0, Stdout: base64('a'), Stderr: base64('é') } },
      { Error: '', Response: { Code: 2, Stdout: base64('b'), Stderr: base64('é') } },
      { Error: 'not today', Response: { Code: 0, Stdout: null, Stderr: null } },
    ])
  })

  test('16 MiB come in and go back', async () => {
    const { env } = await startAgent(async ({ stdin = '' }) => printed(stdin))
    const request = { CommandName: 'cat', Dir: '/', StdinSet: true, Stdin: base64(large) }
    const answers = (await call(env, [request])) as readonly { readonly Response: { readonly Stdout: string } }[]
    expect(answers[0]?.Response.Stdout === base64(large)).toBe(true)
  })

  test('a hook tool is told to hand over its standard input, and does', async () => {
    const requests: (string | undefined)[] = []
    const { env } = await startAgent(async ({ command, args, stdin }) => {
      requests.push(stdin)
      return stdin === undefined
        ? { error: 'hook tool requires stdin, none supplied' }
        : { code: 3, stdout: `${command} ${args.join(' ')}`, stderr: stdin }
    })
    const { caller } = await openCaller({ ...env, PATH: await toolsFolder(), INTERLAYER_HOOK_TOOLS: 'spawn' }, '/charm')
    expect(await caller.call('relation-set', ['--file', '-'], 'a: é\n')).toEqual({
      code: 3,
      stdout: 'relation-set --file -',
      stderr: 'a: é\n',
    })
    expect(requests).toEqual([undefined, 'a: é\n'])
  })

  test('hook tools as processes give a charm the same hook as the socket does', async () => {
    const traces = await Promise.all(
      ['socket', 'spawn'].map(async (way) => {
        const lines: string[] = []
        const { env } = await startAgent(async ({ command, args, stdin }) => {
          if (args.includes('--file') && stdin === undefined)
            return { error: 'hook tool requires stdin, none supplied' }
          lines.push([command, ...args, stdin ?? ''].join(' '))
          return printed(replies(['speaker/0'])[[command, ...args].join(' ')] ?? '')
        })
        const hook = { ...env, ...hookEnvironment, PATH: await toolsFolder(), INTERLAYER_HOOK_TOOLS: way }
        return { ended: await runFixture('charm.ts', hook), lines: lines.sort() }
      }),
    )
    expect(traces[0]?.ended).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(traces[1]).toEqual(traces[0])
  })

  /** A PATH with the client under the names of the hook tools, as Juju puts it there. */
  async function toolsFolder(): Promise<string> {
    const folder = await temporaryFolder()
    for (const name of tools) await symlink(program, join(folder, name))
    return folder
  }
})

test('the Go program is formatted, and its vet has nothing to say', async () => {
  expect(await go('gofmt', '-l', '.')).toBe('')
  expect(await go('go', 'vet', './...')).toBe('')
})
