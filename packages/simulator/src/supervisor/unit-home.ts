import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a unit has in the supervisor's private directory. */
export interface UnitHome {
  /** The file that holds its address. It is there before the unit's first hook. */
  readonly address: string
  /** The directory for the charm's own use. */
  readonly files: string
  /** Where the output of its services goes. */
  readonly logs: string
  /** Where its services put what they need for a moment. */
  readonly temporary: string
}

/** Where a unit's files are: `website/0` has the directory `website-0`. */
export function unitHome(directory: string, unit: string): UnitHome {
  const home = join(directory, unit.replace('/', '-'))
  return {
    address: join(home, 'address'),
    files: join(home, 'files'),
    logs: join(home, 'logs'),
    temporary: join(home, 'tmp'),
  }
}

/** Makes the unit's files. */
export function makeHome({ address, files, logs, temporary }: UnitHome, value: string): void {
  for (const directory of [files, logs, temporary]) mkdirSync(directory, { recursive: true })
  writeFileSync(address, value)
}

/** The unit's address; undefined for a unit that nobody has added. */
export function readAddress({ address }: UnitHome): string | undefined {
  try {
    return readFileSync(address, 'utf8')
  } catch {
    return undefined
  }
}

/** Whether nobody but this machine can reach the address. */
export function isLoopback(address: string): boolean {
  return /^127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(address)
}
