/**
 * Python virtual environments with pinned packages, made when they are first asked for.
 * @packageDocumentation
 */
import { join } from 'node:path'
import { environmentIn, type PythonEnvironment } from './environment.ts'
import { byPip, byUv } from './installers.ts'

export { PythonError } from './python-error.ts'
export type { PythonEnvironment } from './environment.ts'

const repository = join(import.meta.dirname, '../../..')

const folders = { definitions: join(import.meta.dirname, '../environments'), environments: join(repository, '.python') }

/**
 * The environment whose packages `environments/<name>.txt` pins, from `.python` in the repository; made there when it is missing or
 * the pins, or the Python of this machine, are others. Any number of processes may ask at the same time. Rejects with a PythonError.
 */
export function pythonEnvironment(name: string): Promise<PythonEnvironment> {
  return environmentIn({ ...folders, install: name === 'uv' ? byPip : byUv(uv) }, name)
}

async function uv(): Promise<string> {
  return (await pythonEnvironment('uv')).python
}
