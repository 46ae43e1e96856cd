import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Service, Services } from './service.ts'

const run = promisify(execFile)
const units = '/etc/systemd/system'
/** How often readiness is asked for, and how long to wait in between: a minute in all. */
const attempts = 300
const pause = 200

/** The services of a unit as systemd units, written and started with the rights of the hook, which are root's. */
export function systemdServices(unit: string): Services {
  const prefix = unit.replace('/', '-')
  const directory = join('/var/lib', prefix)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const fullName = (name: string): string => `${prefix}-${name}.service`
  return {
    address: '0.0.0.0',
    directory,
    async start(name, service) {
      await replaceUnit(fullName(name), unitFile(service, { description: `${name} of ${unit}`, directory }))
      await waitUntilReady(fullName(name), service)
    },
    reload: (name) => systemctl('reload', fullName(name)),
    async stop(name) {
      if (readUnit(fullName(name)) !== undefined) await systemctl('disable', '--now', fullName(name))
    },
  }
}

async function replaceUnit(name: string, content: string): Promise<void> {
  const active = await succeeds('systemctl', ['is-active', '--quiet', name])
  if (active && readUnit(name) === content) return
  writeFileSync(join(units, name), content, { mode: 0o600 })
  await systemctl('daemon-reload')
  await systemctl('enable', name)
  await systemctl('restart', name)
}

function readUnit(name: string): string | undefined {
  try {
    return readFileSync(join(units, name), 'utf8')
  } catch {
    return undefined
  }
}

function unitFile(
  { command, env = {} }: Service,
  { description, directory }: { readonly description: string; readonly directory: string },
): string {
  return [
    '[Unit]',
    `Description=${description}`,
    'After=network.target',
    '[Service]',
    // The colon keeps systemd from replacing $NAME in arguments.
    `ExecStart=:${command.map(quoted).join(' ')}`,
    'ExecReload=/bin/kill -HUP $MAINPID',
    `WorkingDirectory=${directory}`,
    ...Object.entries(env).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    'PrivateTmp=yes',
    'Restart=on-failure',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n')
}

function quoted(word: string): string {
  return `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('%', '%%')}"`
}

async function waitUntilReady(name: string, { port, ready }: Service): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [program, ...args] = ready ?? ['true']
    if ((port === undefined || (await answers(port))) && (await succeeds(program, args))) return
    if (await succeeds('systemctl', ['is-failed', '--quiet', name])) break
    await setTimeout(pause)
  }
  const { stdout } = await run('journalctl', ['--unit', name, '--lines', '20', '--no-pager', '--output', 'cat'])
  throw new Error(`${name} did not become ready. The end of its output:\n${stdout}`)
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(port, '127.0.0.1')
    connection.on('connect', () => resolve(true)).on('error', () => resolve(false))
    connection.on('connect', () => connection.destroy())
  })
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}

async function systemctl(...args: readonly string[]): Promise<void> {
  await run('systemctl', args)
}
