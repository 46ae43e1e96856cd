import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { services, type Service } from '@interlayer/example-services'

/** The unit whose server it is, and its configuration: a hook has both. */
export interface Host {
  readonly unit: string
  readonly config: { readonly port: number; readonly path: string }
}

/** How long the charm waits for a program, in milliseconds. */
const timeout = 120_000

/** Those of the programs that are in none of the directories. */
export function missingPrograms(path: string): readonly string[] {
  return ['mariadbd', 'mariadb-install-db', 'mariadb'].filter((name) => find(name, path) === undefined)
}

/** Prepares the directory of the server's data, unless that was done before. */
export async function install({ unit, config: { path } }: Host): Promise<void> {
  const { data, directory } = filesOf(unit)
  if (existsSync(data)) return
  const unfinished = `${data}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  const args = [
    '--no-defaults',
    `--datadir=${unfinished}`,
    `--tmpdir=${directory}`,
    // Whoever runs the charm is the administrator, by the socket alone; with passwords, root would have an empty one.
    '--auth-root-authentication-method=socket',
    `--auth-root-socket-user=${userInfo().username}`,
    '--skip-test-db',
    '--skip-name-resolve',
    smallLog,
  ]
  await promisify(execFile)(locate('mariadb-install-db', path), args, { env: { PATH: path }, timeout })
  await rename(unfinished, data)
}

/** The server, as a service. */
export function serverOf({ unit, config: { port, path } }: Host): Service {
  const { data, directory, socket } = filesOf(unit)
  return {
    command: [
      locate('mariadbd', path),
      '--no-defaults',
      `--user=${userInfo().username}`,
      `--datadir=${data}`,
      // A server clears the temporary files that it finds at its start: they have to be its own.
      `--tmpdir=${directory}`,
      `--pid-file=${data}.pid`,
      `--socket=${socket}`,
      `--bind-address=${services(unit).address}`,
      `--port=${port}`,
      '--skip-name-resolve',
      '--skip-log-bin',
      '--performance-schema=OFF',
      '--innodb-buffer-pool-size=16M',
      smallLog,
    ],
    // Not by the port: MariaDB counts connections that say nothing, and after a hundred it locks the address out.
    ready: [...clientOf(unit, path), '--execute=SELECT 1'],
  }
}

/** Runs statements as the administrator. They go to the client's input, so that no password is on a command line. */
export async function execute({ unit, config: { path } }: Host, statements: string): Promise<void> {
  const [client, ...args] = clientOf(unit, path)
  await new Promise<void>((resolve, reject) => {
    const { stdin } = execFile(client, args, { env: { PATH: path }, timeout }, (error, _output, complaint) => {
      // The client repeats the statement, and the password with it: only the error's number may be shown.
      const number = /ERROR \d+/.exec(complaint)?.[0] ?? 'no ERROR number'
      if (error === null) resolve()
      else reject(new Error(`MariaDB refused the charm's statements with ${number}: look it up in MariaDB's list.`))
    })
    // A client that is gone before it has read everything says so by its exit status.
    stdin?.on('error', () => undefined).end(statements)
  })
}

const smallLog = '--innodb-log-file-size=4M'

function filesOf(unit: string): { readonly directory: string; readonly data: string; readonly socket: string } {
  const { directory } = services(unit)
  return { directory, data: join(directory, 'data'), socket: join(directory, 'mariadb.sock') }
}

function clientOf(unit: string, path: string): readonly [string, ...string[]] {
  const { socket } = filesOf(unit)
  return [locate('mariadb', path), '--no-defaults', `--user=${userInfo().username}`, `--socket=${socket}`]
}

function locate(name: string, path: string): string {
  const file = find(name, path)
  if (file === undefined) throw new Error(`There is no ${name} in ${path}: install MariaDB, or configure "path".`)
  return file
}

function find(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file))
}
