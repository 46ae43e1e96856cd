import { join } from 'node:path'
import { pythonEnvironment, type PythonEnvironment } from '@interlayer/python'

/** The libraries, as the package index names them. */
export const libraries = [
  'charmlibs-interfaces-certificate-transfer',
  'charmlibs-interfaces-tls-certificates',
  'dpcharmlibs-interfaces',
  'loadbalancer-interface',
  'ops-lib-mysql',
  'ops-lib-pgsql',
] as const

/** One of them. */
export type Library = (typeof libraries)[number]

/** A library whose stories are recorded; the last one is in no index, so that it can neither be recorded again nor asked. */
export type Recorded = Library | 'data-platform-libs'

/** The folder of a program in Python of this package. */
export const python = join(import.meta.dirname, '../python')

/** A library's environment, and variables by which its programs give the same each time. */
export async function libraryEnvironment(
  library: Library,
): Promise<PythonEnvironment & { readonly env: NodeJS.ProcessEnv }> {
  const env = { ...process.env, PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1', PYTHONWARNINGS: 'ignore' }
  return { ...(await pythonEnvironment(library)), env }
}
