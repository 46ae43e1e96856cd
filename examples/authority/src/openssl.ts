import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** How long OpenSSL may take, in milliseconds. */
const timeout = 60_000

/** Runs OpenSSL with PEM on its input, and gives what it prints. It takes its configuration from its arguments alone. */
export async function openssl(path: string, args: readonly string[], input = ''): Promise<string> {
  const program = findOpenssl(path)
  if (program === undefined) throw new Error(`There is no openssl in ${path}: install it, or configure "path".`)
  const running = promisify(execFile)(program, args, { env: { PATH: path, OPENSSL_CONF: '/dev/null' }, timeout })
  // One that ends before it has read everything says so by its exit status.
  running.child.stdin?.on('error', () => undefined).end(input)
  return (await running).stdout
}

/** Where OpenSSL is among the directories; undefined where it is in none. */
export function findOpenssl(path: string): string | undefined {
  return path
    .split(delimiter)
    .map((directory) => join(directory, 'openssl'))
    .find((file) => existsSync(file))
}
