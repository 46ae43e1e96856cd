import { once } from 'node:events'
import { chmod, readdir, symlink, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ToolAnswer, ToolHandler, ToolRequest } from '../../src/process/index.ts'
import { agentEnvironment, printed, startAgent, temporaryFolder } from './support/agent.ts'
import { hookEnvironment, reads, replies, tools } from './support/hook.ts'
import { runFixture, startFixture } from './support/run.ts'

// Whole processes, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 })

const answers = replies(['speaker/0'])

/** An agent that answers so, and keeps the command lines in order. */
function juju(changes: Readonly<Record<string, string>> = {}): { handler: ToolHandler; lines: string[] } {
  const lines: string[] = []
  const handler = async ({ command, args, stdin }: ToolRequest): Promise<ToolAnswer> => {
    const line = [command, ...args].join(' ')
    lines.push(stdin === undefined ? line : `${line} < ${stdin}`)
    return printed({ ...answers, ...changes }[line] ?? '')
  }
  return { handler, lines }
}

const writes = (lines: readonly string[]): readonly string[] => lines.filter((line) => !reads.includes(line))

test('a hook is read in three waves, and what it writes is published by one call for each databag and one for the state', async () => {
  const { handler, lines } = juju()
  const { env } = await startAgent(handler)
  expect(await runFixture('charm.ts', { ...env, ...hookEnvironment })).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(lines.slice(0, reads.length).sort()).toEqual([...reads].sort())
  expect(writes(lines)).toEqual([
    'relation-set -r in:3 --file - < {"echo": "hello"}',
    expect.stringMatching(/^state-set --file - < \{.*"interlayer\.flags": "\[\\"heard\\"\]".*\}$/),
    'status-set -- active ',
    'juju-log -l INFO -- heard',
  ])
})

test('a handler that throws ends the process with status 1 and its words; its log is sent, and nothing is published', async () => {
  const { handler, lines } = juju({ 'config-get --format=json': '{"fault":"throws"}' })
  const { env } = await startAgent(handler)
  const { code, stderr } = await runFixture('charm.ts', { ...env, ...hookEnvironment })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^HANDLER_FAILED: The handler ".*" failed: out of paper\nError: out of paper\n +at /)
  expect(writes(lines)).toEqual(['juju-log -l INFO -- heard'])
})

test('a handler that throws ends the process at once, whatever it has left open', async () => {
  const { handler, lines } = juju({ 'config-get --format=json': '{"fault":"lingers and throws"}' })
  const { env } = await startAgent(handler)
  const { code, stderr } = await runFixture('charm.ts', { ...env, ...hookEnvironment })
  expect([code, writes(lines)]).toEqual([1, ['juju-log -l INFO -- heard']])
  expect(stderr).toContain('HANDLER_FAILED')
})

test('what a handler leaves open does not keep the process of a hook that succeeds', async () => {
  const { handler, lines } = juju({ 'config-get --format=json': '{"fault":"lingers"}' })
  const { env } = await startAgent(handler)
  expect(await runFixture('charm.ts', { ...env, ...hookEnvironment })).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(writes(lines)).toHaveLength(4)
})

test('a handler that waits for ever does not: the process ends, with status 1, and nothing is published but its log', async () => {
  const { handler, lines } = juju({ 'config-get --format=json': '{"fault":"hangs"}' })
  const { env } = await startAgent(handler)
  const { code, stderr } = await runFixture('charm.ts', { ...env, ...hookEnvironment })
  expect([code, writes(lines)]).toEqual([1, ['juju-log -l INFO -- heard']])
  expect(stderr).toContain('HANDLER_FAILED: A handler waits for something that nothing is going to do')
})

test('an agent that dies while the hook runs ends the process with status 1, and no tool is spawned in its place', async () => {
  const path = await spawnedTools()
  const { handler, lines } = juju()
  const agent = await startAgent(async (request) => {
    if (request.command === 'relation-list') await agent.server.close()
    return handler(request)
  })
  const { code, stderr } = await runFixture('charm.ts', { ...agent.env, ...hookEnvironment, PATH: path })
  expect([code, stderr]).toEqual([
    1,
    "AGENT_LOST: The unit's agent closed the connection, so relation-list has no answer. Nothing of this hook is published; Juju runs it again.\n",
  ])
  expect(writes(lines)).toEqual([])
})

test('where no agent listens the tools are spawned, and the reason is printed once', async () => {
  const env = { ...agentEnvironment('/nowhere/agent.socket'), ...hookEnvironment, PATH: await spawnedTools() }
  expect(await runFixture('charm.ts', env)).toEqual({
    code: 0,
    stdout: '',
    stderr:
      "The unit's agent cannot be reached over its socket (/nowhere/agent.socket: connect ENOENT /nowhere/agent.socket). Hook tools are spawned instead.\n",
  })
  const forced = await runFixture('charm.ts', { ...env, INTERLAYER_HOOK_TOOLS: 'socket' })
  expect(forced.code).toBe(1)
  expect(forced.stderr).toMatch(/^AGENT_UNREACHABLE: /)
})

test('a process that Juju did not start says so', async () => {
  expect(await runFixture('charm.ts', {})).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'ENVIRONMENT_INVALID: JUJU_HOOK_NAME is not set. Juju sets it for every hook: let Juju, or a simulation of it, start the charm.\n',
  })
})

test('the program of a handler ends with the process when that is told to stop', async () => {
  const listener = createServer()
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void listener.close())
  const { port } = listener.address() as AddressInfo
  const { handler } = juju({ 'config-get --format=json': `{"fault":"calls ${port}"}` })
  const { env } = await startAgent(handler)
  const folder = await temporaryFolder()
  const process = startFixture('charm.ts', { ...env, ...hookEnvironment, TMPDIR: folder, PATH: '/bin:/usr/bin' })
  const [socket] = (await once(listener, 'connection')) as [Socket]
  socket.resume()
  process.kill()
  await Promise.all([once(socket, 'close'), once(process, 'exit')])
  expect(await readdir(folder)).toEqual([])
})

test('a connection that is left open does not keep its process', async () => {
  const { env } = await startAgent(juju().handler)
  expect(await runFixture('idle.ts', env)).toEqual({ code: 0, stdout: 'true', stderr: '' })
})

/** A PATH with the hook tools as a script that gives the same answers. */
async function spawnedTools(): Promise<string> {
  const folder = await temporaryFolder()
  const cases = Object.entries(answers).map(([line, answer]) => `'${line}') echo '${answer}' ;;`)
  await writeFile(join(folder, 'tool'), `#!/bin/sh\ncase "$(basename $0) $*" in\n${cases.join('\n')}\nesac\n`)
  await chmod(join(folder, 'tool'), 0o755)
  for (const name of tools) await symlink('tool', join(folder, name))
  return `${folder}:/bin:/usr/bin`
}
