import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { MysqlDatabase } from '@interlayer/interface-mysql'

/** What the charm tells its server. */
export interface Settings {
  readonly unit: string
  readonly address: string
  readonly port: number
  readonly database: MysqlDatabase
}

/** Writes the settings where nobody but the server can read them: the database's password is among them. */
export function writeSettings(file: string, settings: Settings): void {
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 })
  // In one step: the server may be reading it, told by the hook before.
  renameSync(`${file}.new`, file)
}

/** Reads what the charm wrote. */
export function readSettings(file: string): Settings {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- writeSettings wrote it
  return JSON.parse(readFileSync(file, 'utf8'))
}
