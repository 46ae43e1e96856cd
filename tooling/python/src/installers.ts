import { run } from './command.ts'
import type { Definition } from './definition.ts'
import { PythonError } from './python-error.ts'

/** Makes an environment with what is pinned, in an empty folder, for the Python that is given. Rejects with a PythonError. */
export type Install = (folder: string, definition: Definition, python: string) => Promise<void>

/** By what Python brings. Each environment gets a pip of its own, which takes longer than most of what is installed. */
export const byPip: Install = async (folder, { name, pins }, python) => {
  await run(python, ['-m', 'venv', folder]).catch((cause: unknown) => {
    const message = `${python} cannot make the environment "${name}". Debian and Ubuntu have what it lacks in the package python3-venv.`
    throw new PythonError('VENV_FAILED', message, cause)
  })
  await run(`${folder}/bin/python`, ['-m', 'pip', 'install', '--no-deps', '-r', pins]).catch(refuse(pins))
}

/** By uv, in a tenth of the time; `findUv` gives the Python of an environment that has it. */
export function byUv(findUv: () => Promise<string>): Install {
  return async (folder, { pins }, python) => {
    const installer = await findUv()
    const env = { ...(await pipSettings(installer)), ...process.env, UV_NO_PROGRESS: '1' }
    const uv = (...args: readonly string[]): Promise<string> => run(installer, ['-m', 'uv', ...args], env)
    const into = ['--python', `${folder}/bin/python`]
    try {
      await uv('venv', '--python', python, folder)
      // What packages are built with is pinned too. Compiled, as who uses them keeps Python from writing beside its sources.
      const wanted = ['--requirements', pins, '--build-constraints', pins, '--compile-bytecode']
      await uv('pip', 'install', ...into, '--no-deps', '--system-certs', ...wanted)
      await uv('pip', 'check', ...into)
    } catch (cause) {
      refuse(pins)(cause)
    }
  }
}

function refuse(pins: string): (cause: unknown) => never {
  return (cause) => {
    const message = `What ${pins} pins cannot be installed. It needs the package index; a pin must exist there, and fit all others.`
    throw new PythonError('PACKAGES_FAILED', message, cause)
  }
}

/** What uv has another name for. */
const settings = { 'index-url': 'UV_DEFAULT_INDEX', 'extra-index-url': 'UV_INDEX', cert: 'SSL_CERT_FILE' }

/** How pip reaches its index, for uv, which does not read that. */
async function pipSettings(python: string): Promise<NodeJS.ProcessEnv> {
  const told = await run(python, ['-m', 'pip', 'config', 'list'])
  const found = Object.entries(settings).flatMap(([name, variable]) => {
    // Of files, of commands and of the environment, in this order: the last one counts.
    const values = ['global', 'install', ':env:'].flatMap((from) => valueOf(told, `${from}.${name}`))
    return values.slice(-1).map((value) => [variable, value] as const)
  })
  return Object.fromEntries(found)
}

function valueOf(told: string, name: string): readonly string[] {
  const line = told.split('\n').find((each) => each.startsWith(`${name}='`))
  return line === undefined
    ? []
    : [
        line
          .slice(name.length + 2, -1)
          .replaceAll('\\n', ' ')
          .trim(),
      ]
}
