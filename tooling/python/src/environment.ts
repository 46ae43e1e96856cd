import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { digestOf, readDefinition } from './definition.ts'
import type { Install } from './installers.ts'
import { PythonError } from './python-error.ts'

/** A Python environment that is ready. */
export interface PythonEnvironment {
  /** The program that runs Python with the environment's packages. */
  readonly python: string
  /** The version of Python, as `3.11.7`. */
  readonly version: string
  /** The version of each package that is pinned. */
  readonly packages: Readonly<Record<string, string>>
}

/** Where environments are defined, and where and how they are made. */
export interface Place {
  readonly definitions: string
  readonly environments: string
  readonly install: Install
}

interface Python {
  readonly base: string
  readonly version: string
}

/**
 * An environment, made when it is missing. It is ready once there is a symbolic link named by what it is made of: a link appears at
 * once, and who comes second with one takes the environment of who came first.
 */
export async function environmentIn(place: Place, name: string): Promise<PythonEnvironment> {
  const definition = await readDefinition(place.definitions, name)
  const python = await findPython()
  const link = join(place.environments, `${name}-${digestOf([definition.digest, python.base, python.version])}`)
  if (!existsSync(link)) {
    await mkdir(place.environments, { recursive: true })
    // Other than the link, what failed or was killed half-way is never taken for an environment.
    const folder = await mkdtemp(`${link}.`)
    try {
      await place.install(folder, definition, python.base)
      if (definition.start !== undefined) await addStart(join(folder, 'bin/python'), definition.start)
    } catch (cause) {
      await rm(folder, { recursive: true })
      throw cause
    }
    await publish(folder, link)
  }
  return { python: join(link, 'bin/python'), version: python.version, packages: definition.packages }
}

async function findPython(): Promise<Python> {
  const program = 'import json, sys; print(json.dumps([sys._base_executable, sys.version_info[:3]]))'
  let found
  try {
    found = await run('python3', ['-c', program])
  } catch (cause) {
    throw missing('python3 cannot be run', cause)
  }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- printed by the program above
  const [base, version]: [string, [number, number, number]] = JSON.parse(found)
  const [major, minor] = version
  if (major < 3 || (major === 3 && minor < 9)) throw missing(`python3 is ${version.join('.')}`)
  return { base, version: version.join('.') }
}

function missing(what: string, cause?: unknown): PythonError {
  return new PythonError('PYTHON_MISSING', `${what}. Install Python 3.9 or later and put it on the PATH.`, cause)
}

/** Python imports what a `.pth` file says at each start. */
async function addStart(python: string, start: string): Promise<void> {
  const packages = (await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])).trim()
  await writeFile(join(packages, 'environment_start.py'), start)
  await writeFile(join(packages, 'environment_start.pth'), 'import environment_start\n')
}

async function publish(folder: string, link: string): Promise<void> {
  try {
    await symlink(folder, link)
  } catch (cause) {
    if (!existsSync(link)) throw cause
    await rm(folder, { recursive: true })
  }
}
