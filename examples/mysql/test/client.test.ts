import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSupervisor } from '@interlayer/simulator/supervisor'
import { expect, onTestFinished, test } from 'vitest'
import { execute } from '../src/mariadb.ts'

/** A client that keeps what it is given and, as MariaDB's own does, repeats the statement in its complaint. */
const client = `#!/bin/sh
echo "$@" > "$0.arguments"
tee "$0.input" >&2
echo "ERROR 1064 (42000) at line 1: You have an error near 'hunter2'" >&2
exit 1
`

test('a password reaches the client by its input alone, and no error repeats it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'example-mysql-'))
  const program = join(directory, 'mariadb')
  writeFileSync(program, client)
  chmodSync(program, 0o755)
  const supervisor = await startSupervisor()
  onTestFinished(async () => {
    await supervisor.close()
    rmSync(directory, { recursive: true })
  })
  supervisor.addUnit('mysql/0', '127.0.0.1')
  const host = { unit: 'mysql/0', config: { port: 3306, path: `${directory}:/usr/bin:/bin` } }
  await expect(execute(host, "SET PASSWORD = 'hunter2';")).rejects.toEqual(
    new Error("MariaDB refused the charm's statements with ERROR 1064: look it up in MariaDB's list."),
  )
  expect(readFileSync(`${program}.input`, 'utf8')).toBe("SET PASSWORD = 'hunter2';")
  expect(readFileSync(`${program}.arguments`, 'utf8')).toMatch(/^--no-defaults --user=\S+ --socket=\S+mariadb.sock\n$/)
})
