import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.ts'
import { digestOf, readDefinition, type Definition } from './definition.ts'
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

/** Where environments are defined, and where they are made. */
export interface Folders {
  readonly definitions: string
  readonly environments: string
}

interface Python {
  readonly base: string
  readonly version: string
}

/**
 * An environment, made when it is missing. It is ready once there is a symbolic link named by what it is made of: a link appears at
 * once, and who comes second with one takes the environment of who came first.
 */
export async function environmentIn(folders: Folders, name: string): Promise<PythonEnvironment> {
  const definition = await readDefinition(folders.definitions, name)
  const python = await findPython()
  const link = join(folders.environments, `${name}-${digestOf([definition.digest, python.base, python.version])}`)
  if (!existsSync(link)) {
    await mkdir(folders.environments, { recursive: true })
    // Other than the link, what failed or was killed half-way is never taken for an environment.
    const folder = await mkdtemp(`${link}.`)
    await make(folder, definition, python).then(
      () => publish(folder, link),
      async (cause: unknown) => {
        await rm(folder, { recursive: true })
        throw cause
      },
    )
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

async function make(folder: string, { name, pins, start }: Definition, { base }: Python): Promise<void> {
  try {
    await run(base, ['-m', 'venv', folder])
  } catch (cause) {
    const message = `${base} cannot make the environment "${name}". Debian and Ubuntu have what it lacks in the package python3-venv.`
    throw new PythonError('VENV_FAILED', message, cause)
  }
  const python = join(folder, 'bin/python')
  // What packages are built with is pinned too, by either name that pip has had for it.
  const env = { ...process.env, PIP_CONSTRAINT: pins, PIP_BUILD_CONSTRAINT: pins, PIP_DISABLE_PIP_VERSION_CHECK: '1' }
  try {
    await run(python, ['-m', 'pip', 'install', '--no-deps', '-r', pins], env)
    await run(python, ['-m', 'pip', 'check'], env)
  } catch (cause) {
    const message = `pip cannot install what ${pins} pins. It needs its package index; a pin must exist there, and fit all others.`
    throw new PythonError('PACKAGES_FAILED', message, cause)
  }
  if (start !== undefined) await addStart(python, start)
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
