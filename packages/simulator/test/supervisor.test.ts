import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startSupervisor, type Supervisor } from '../src/supervisor/index.ts'
import { ask } from './support/supervisor-client.ts'

const run = fileURLToPath(new URL('support/supervised-run.ts', import.meta.url))

// A test is a handful of processes, which a busy machine takes its time to start.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

interface Running {
  readonly socket: string
  readonly address: string
}

type Ending = (child: ReturnType<typeof startRun>) => void

/** A process of its own in a process group of its own, as a shell would start it. */
function startRun(way: string) {
  return spawn(process.execPath, ['--conditions=@interlayer/source', run, way], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}

async function greetingOf({ stdout }: ReturnType<typeof startRun>): Promise<Running> {
  const [line] = (await once(createInterface(stdout), 'line')) as [string]
  return JSON.parse(line) as Running
}

/** Resolves when the other end is gone, which for a process that never closes a connection is its end. */
async function goneAfter(connections: readonly Socket[], end: () => void): Promise<void> {
  await Promise.all(connections.map((connection) => once(connection, 'connect')))
  const closed = connections.map((connection) => once(connection.resume(), 'close'))
  end()
  await Promise.all(closed)
}

describe('no workload, no child of it and no file outlives its run', () => {
  const tell: Ending = (child) => void child.stdin.write('now\n')
  const ways: readonly (readonly [string, string, Ending, number | NodeJS.Signals])[] = [
    ['that closes its supervisor', 'close', tell, 0],
    ['that ends and forgets to', 'forget', tell, 0],
    ['that throws', 'throw', tell, 1],
    ['that gets Ctrl-C', 'wait', ({ pid }) => pid && process.kill(-pid, 'SIGINT'), 'SIGINT'],
    ['that is killed with SIGKILL', 'wait', ({ pid }) => pid && process.kill(-pid, 'SIGKILL'), 'SIGKILL'],
  ]
  test.for(ways)('%s', async ([, way, end, expected]) => {
    const child = startRun(way)
    const exit = once(child, 'exit')
    const { socket, address } = await greetingOf(child)
    await goneAfter([connect(8080, address), connect(8081, address), connect(socket)], () => end(child))
    expect((await exit).find((value) => value !== null)).toBe(expected)
    expect(existsSync(dirname(socket))).toBe(false)
  })
})

describe('a supervisor', () => {
  const listen = `require('net').createServer().listen(Number(process.argv[2]), process.argv[1])`

  async function started(): Promise<Supervisor> {
    const supervisor = await startSupervisor()
    onTestFinished(() => supervisor.close())
    supervisor.addUnit('website/0', addressIn(supervisor))
    return supervisor
  }
  /** One that no other run has on any address. */
  async function freePort(): Promise<number> {
    const server = createServer().listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await once(server.close(), 'close')
    return port
  }
  const addressIn = ({ network }: Supervisor): string => `127.${network}.0.1`
  const start = ({ socket }: Supervisor, service: object): Promise<string | undefined> =>
    ask(socket, { action: 'start', unit: 'website/0', name: 'server', service })

  test('refuses an address that others can reach', async () => {
    const supervisor = await started()
    for (const address of ['0.0.0.0', '10.0.0.7', '127.0.0.1.example', '::1', '127.0.0.256'])
      expect(() => supervisor.addUnit('website/0', address)).toThrow(
        expect.objectContaining({ code: 'ADDRESS_REFUSED' }),
      )
  })

  test('stops a service that listens on every address', async () => {
    const supervisor = await started()
    const port = await freePort()
    const service = { command: [process.execPath, '-e', listen, '0.0.0.0', String(port)], port }
    expect(await start(supervisor, service)).toMatch(/listens on every address/)
    await expect(once(connect(port, addressIn(supervisor)), 'connect')).rejects.toThrow('ECONNREFUSED')
  })

  test('refuses a port on which something else answers', async () => {
    const supervisor = await started()
    const other = createServer().listen(8080, addressIn(supervisor))
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    expect(await start(supervisor, { command: ['true'], port: 8080 })).toBe(
      'The service "server" of website/0 cannot have port 8080: something on this machine listens there already.',
    )
  })

  test('says how a service ended that never became ready, and what it wrote last', async () => {
    const supervisor = await started()
    expect(await start(supervisor, { command: ['sh', '-c', 'echo no disk >&2; exit 3'], port: 8080 })).toBe(
      'The service "server" of website/0 exited with 3 before it was ready.\nno disk',
    )
    expect(await start(supervisor, { command: ['no-such-program'] })).toMatch(/did not start: .*ENOENT/)
  })

  test('serves no unit that was not added', async () => {
    const { socket } = await started()
    const service = { command: ['true'] }
    expect(await ask(socket, { action: 'start', unit: 'website/1', name: 'server', service })).toBe(
      'website/1 has no loopback address here: add the unit to the supervisor first.',
    )
  })

  test('has a network of its own', async () => {
    const supervisor = await started()
    const child = startRun('close')
    const { address } = await greetingOf(child)
    child.stdin.write('now\n')
    await once(child, 'exit')
    expect(address).not.toBe(addressIn(supervisor))
  })

  test('adds the units of its model with their addresses', async () => {
    const supervisor = await started()
    const model = supervisor.model()
    model.deploy('website', { program: async () => ({ ran: [], flags: [], steps: [] }), units: 2 })
    const addresses = ['website-0', 'website-1'].map((unit) =>
      readFileSync(join(dirname(supervisor.socket), unit, 'address'), 'utf8'),
    )
    expect(addresses).toEqual([1, 2].map((machine) => `127.${supervisor.network}.0.${machine}`))
  })

  test('is the only one of its process', async () => {
    await started()
    await expect(startSupervisor()).rejects.toThrow(expect.objectContaining({ code: 'SUPERVISOR_UNAVAILABLE' }))
  })
})
