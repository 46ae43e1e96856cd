import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openAgentServer, openCaller, serveTools, type ToolHandler } from '../../src/process/index.ts'
import { agentEnvironment, connectCaller, printed, startAgent, temporaryFolder } from './support/agent.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

/** A unit's agent on TCP; its certificate is for the application `web`. */
async function startTlsAgent(handler: ToolHandler): Promise<Record<string, string>> {
  const credentials = {
    key: readFileSync(fixture('test-only-key.pem')),
    cert: readFileSync(fixture('test-only-cert.pem')),
  }
  const server = createServer(credentials, (socket) => {
    serveTools(socket, handler)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    ...agentEnvironment(`127.0.0.1:${port}`),
    JUJU_AGENT_SOCKET_NETWORK: 'tcp',
    JUJU_AGENT_CA_CERT: fixture('test-only-ca.pem'),
    JUJU_AGENT_TOKEN: 'tok',
  }
}

/** A tool on a PATH of its own that says how it was called. */
async function installTool(name: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, name), '#!/bin/sh\necho "$@"\n')
  await chmod(join(folder, name), 0o755)
  return folder
}

test('the agent is found on a path', async () => {
  const { env } = await startAgent(async ({ command }) => printed(command))
  const { caller, fallback } = await openCaller(env, '/charm')
  onTestFinished(() => {
    caller.close()
  })
  expect([await caller.call('is-leader', []), fallback]).toEqual([printed('is-leader'), undefined])
})

test('the agent is found on an abstract socket, which has a name but no file', async () => {
  const name = `@interlayer-test-${process.pid}-${Math.random()}`
  const server = await openAgentServer(name, async ({ command }) => printed(command))
  onTestFinished(() => server.close())
  const caller = await connectCaller(agentEnvironment(name))
  expect(await caller.call('is-leader', [])).toEqual(printed('is-leader'))
})

test('the agent is found over TCP, by the certificate of its application, and is shown the token', async () => {
  const env = await startTlsAgent(async ({ command, token }) => printed(`${command} ${token}`))
  const caller = await connectCaller(env)
  expect(await caller.call('is-leader', [])).toEqual(printed('is-leader tok'))
})

test.each([
  ['of another application', { JUJU_UNIT_NAME: 'other/0' }, "Host: other. is not in the cert's altnames: DNS:web"],
  ['of an unknown authority', { JUJU_AGENT_CA_CERT: fixture('test-only-cert.pem') }, 'certificate'],
  ['whose authority is in no file', { JUJU_AGENT_CA_CERT: '/nowhere/ca.pem' }, 'ENOENT'],
  ['whose authority is not named', { JUJU_AGENT_CA_CERT: '' }, 'JUJU_AGENT_CA_CERT is not set'],
])('an agent %s is asked nothing', async (_what, change, reason) => {
  const requests: string[] = []
  const env = await startTlsAgent(async ({ command }) => {
    requests.push(command)
    return printed('')
  })
  const forced = { ...env, ...change, INTERLAYER_HOOK_TOOLS: 'socket' }
  await expect(openCaller(forced, '/charm')).rejects.toMatchObject({
    code: 'AGENT_UNREACHABLE',
    message: expect.stringContaining(reason) as string,
  })
  expect(requests).toEqual([])
})

test.each([
  ['is not there', '/nowhere/agent.socket', 'unix', '/nowhere/agent.socket: connect ENOENT /nowhere/agent.socket'],
  ['refuses', '@interlayer-test-nobody', 'unix', 'ECONNREFUSED'],
  ['is not named', '', 'unix', 'JUJU_AGENT_SOCKET_ADDRESS is not set'],
  ['is of another network', '1', 'udp', 'JUJU_AGENT_SOCKET_NETWORK is "udp", neither unix nor tcp'],
])(
  'where the socket %s, the tools are spawned, and the reason is there to be logged',
  async (_what, address, network, reason) => {
    const PATH = await installTool('relation-ids')
    const env = { ...agentEnvironment(address), JUJU_AGENT_SOCKET_NETWORK: network, PATH: `${PATH}:/bin` }
    const { caller, fallback } = await openCaller(env, '/charm')
    expect(fallback).toContain(reason)
    expect(fallback).toMatch(
      /^The unit's agent cannot be reached over its socket \(.*\)\. Hook tools are spawned instead\.$/,
    )
    expect(await caller.call('relation-ids', ['--', 'db'])).toEqual(printed('-- db\n'))
    await expect(openCaller({ ...env, INTERLAYER_HOOK_TOOLS: 'socket' }, '/charm')).rejects.toMatchObject({
      code: 'AGENT_UNREACHABLE',
    })
  },
)

test('INTERLAYER_HOOK_TOOLS has tools spawned where there is a socket; any other value is refused', async () => {
  const { env, server } = await startAgent(async () => printed('from the socket'))
  const PATH = `${await installTool('is-leader')}:/bin`
  const { caller, fallback } = await openCaller({ ...env, PATH, INTERLAYER_HOOK_TOOLS: 'spawn' }, '/charm')
  expect([await caller.call('is-leader', ['a']), fallback, server.connections]).toEqual([printed('a\n'), undefined, 0])
  await expect(openCaller({ ...env, INTERLAYER_HOOK_TOOLS: 'Socket' }, '/charm')).rejects.toMatchObject({
    code: 'ENVIRONMENT_INVALID',
    message: 'INTERLAYER_HOOK_TOOLS is "Socket". Set it to "socket" or "spawn", or not at all.',
  })
})

test('without JUJU_CONTEXT_ID no tool can be called', async () => {
  await expect(openCaller({ JUJU_AGENT_SOCKET_ADDRESS: '/x' }, '/charm')).rejects.toMatchObject({
    code: 'ENVIRONMENT_INVALID',
    details: { variable: 'JUJU_CONTEXT_ID' },
  })
})
