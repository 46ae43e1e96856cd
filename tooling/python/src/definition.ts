import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PythonError } from './python-error.ts'

/** What an environment has. */
export interface Definition {
  readonly name: string
  /** The file with a pin in each line, as `pip freeze` prints them. */
  readonly pins: string
  /** What Python runs at each start of this environment, before anything else; of `<name>.py`, where there is one. */
  readonly start: string | undefined
  /** The version of each package. */
  readonly packages: Readonly<Record<string, string>>
  /** Changes with everything in here. */
  readonly digest: string
}

/** Reads `<name>.txt` and `<name>.py` in a folder; ENVIRONMENT_UNKNOWN when there is no such file. */
export async function readDefinition(folder: string, name: string): Promise<Definition> {
  const files = await readdir(folder)
  if (!files.includes(`${name}.txt`)) throw unknown(folder, name, files)
  const pins = join(folder, `${name}.txt`)
  const start = files.includes(`${name}.py`) ? await readFile(join(folder, `${name}.py`), 'utf8') : undefined
  const text = await readFile(pins, 'utf8')
  const packages = Object.fromEntries(
    [...text.matchAll(/^([\w.-]+)==(\S+)$/gm)].map(([, pin = '', version = '']) => [pin, version]),
  )
  return { name, pins, start, packages, digest: digestOf([text, start ?? '']) }
}

/** A short name of some texts. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}

function unknown(folder: string, name: string, files: readonly string[]): PythonError {
  const names = files.filter((file) => file.endsWith('.txt')).map((file) => file.slice(0, -'.txt'.length))
  const message = `There is no Python environment "${name}": there are ${names.sort().join(', ')}. Pin its packages in ${join(folder, `${name}.txt`)}.`
  return new PythonError('ENVIRONMENT_UNKNOWN', message)
}
