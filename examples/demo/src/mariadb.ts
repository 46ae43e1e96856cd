import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

const programs = ['mariadbd', 'mariadb-install-db', 'mariadb']
/** Where the charm looks: servers are in `sbin`, which is not in everybody's PATH. */
const usual = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The programs of MariaDB that are in none of the directories. */
export function missingPrograms(directories: readonly string[] = usual): readonly string[] {
  return programs.filter((program) => !directories.some((directory) => isProgram(join(directory, program))))
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
