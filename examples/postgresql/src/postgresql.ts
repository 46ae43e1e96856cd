import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { services, type Service } from '@interlayer/example-services'

/** The unit whose server it is, and its configuration: a hook has both. */
export interface Host {
  readonly unit: string
  readonly config: { readonly port: number; readonly path: string; readonly user: string }
}

/** Where Debian and Ubuntu have PostgreSQL's programs. */
export const programPath = [
  ...['15', '16', '17'].map((version) => `/usr/lib/postgresql/${version}/bin`),
  '/usr/sbin:/usr/bin:/sbin:/bin',
].join(':')

/** How long the charm waits for a program, in milliseconds. */
const timeout = 120_000

/** Those of the programs that are in none of the directories. */
export function missingPrograms(path: string): readonly string[] {
  const needed = isRoot() ? [...programs, 'setpriv'] : programs
  return needed.filter((name) => find(name, path) === undefined)
}

const programs = ['postgres', 'initdb', 'psql']

/** Prepares the directory of the server's data, unless that was done before. */
export async function install(host: Host): Promise<void> {
  const { data, directory, access } = filesOf(host)
  if (existsSync(data)) return
  const unfinished = `${data}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(directory, { recursive: true, mode: 0o755 })
  await openFor(host, directory)
  // Whoever runs the server is the administrator, by the socket alone.
  await writeFile(access, `local all "${administratorOf(host)}" peer\nhost all all all scram-sha-256\n`)
  const args = [`--pgdata=${unfinished}`, `--username=${administratorOf(host)}`, '--encoding=UTF8', '--locale=C']
  await run(host, ['initdb', ...args])
  await rename(unfinished, data)
}

/** The server, as a service. */
export function serverOf(host: Host): Service {
  const { unit, config } = host
  const { data, directory, access } = filesOf(host)
  const settings = {
    listen_addresses: services(unit).address,
    port: String(config.port),
    unix_socket_directories: directory,
    hba_file: access,
    shared_buffers: '16MB',
    max_connections: '50',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return {
    command: asServer(host, ['postgres', '-D', data, ...options]),
    ready: asServer(host, [...clientOf(host), '--command=SELECT 1']),
  }
}

/** Runs statements as the administrator. They go to the client's input, so that no password is on a command line. */
export async function execute(host: Host, statements: string): Promise<void> {
  await run(host, clientOf(host), statements).catch((error: unknown) => {
    // The client repeats the statement, and the password with it: only the code of the error may be shown.
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    const code = /ERROR: {2}([0-9A-Z]{5})/.exec(complaint)?.[1] ?? 'unknown'
    throw new Error(`PostgreSQL refused the charm's statements with ${code}: look it up in PostgreSQL's list of codes.`)
  })
}

async function run(host: Host, command: readonly [string, ...string[]], input = ''): Promise<void> {
  const [program, ...args] = asServer(host, command)
  const env = { PATH: host.config.path, LC_ALL: 'C' }
  const running = promisify(execFile)(program, args, { env, timeout, cwd: filesOf(host).directory })
  // A client that is gone before it has read everything says so by its exit status.
  running.child.stdin?.on('error', () => undefined).end(input)
  await running
}

/** As the user of the server, where the charm is root. */
function asServer(
  { config: { path, user } }: Host,
  [program, ...args]: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  const command = [locate(program, path), ...args] as const
  if (!isRoot()) return command
  return [locate('setpriv', path), `--reuid=${user}`, `--regid=${user}`, '--clear-groups', ...command]
}

/** Gives the directory to the server's user, who must get to it through those above. */
async function openFor(host: Host, directory: string): Promise<void> {
  if (!isRoot()) return
  const { stdout } = await promisify(execFile)('id', ['-u', host.config.user])
  await chown(directory, Number(stdout), -1)
  for (let above = dirname(directory); above !== dirname(above); above = dirname(above))
    await chmod(above, (await stat(above)).mode | 0o011)
}

function isRoot(): boolean {
  return userInfo().uid === 0
}

function administratorOf({ config: { user } }: Host): string {
  return isRoot() ? user : userInfo().username
}

function filesOf({ unit }: Host): { readonly directory: string; readonly data: string; readonly access: string } {
  const directory = join(services(unit).directory, 'pg')
  return { directory, data: join(directory, 'data'), access: join(directory, 'access.conf') }
}

function clientOf(host: Host): readonly [string, ...string[]] {
  const { directory } = filesOf(host)
  const options = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--set=VERBOSITY=sqlstate', '--dbname=postgres']
  const { port } = host.config
  return ['psql', ...options, `--host=${directory}`, `--port=${String(port)}`, `--username=${administratorOf(host)}`]
}

function locate(name: string, path: string): string {
  const file = find(name, path)
  if (file === undefined) throw new Error(`There is no ${name} in ${path}: install postgresql, or configure "path".`)
  return file
}

function find(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file))
}
