import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { RolldownLog } from 'rolldown'

/** What to do about the problems that are known. */
const cures: Readonly<Record<string, string>> = {
  MISSING_EXPORT: 'Export it there. A charm is the default export of its module: export default defineCharm(…).',
  INVALID_TLA_FORMAT: 'A charm is one function: move what awaits into a handler, or into a function that one calls.',
  PARSE_ERROR: 'Correct it.',
  UNRESOLVED_IMPORT: 'Install the package in the directory of the charm, or correct the name.',
  UNRESOLVED_ENTRY: 'Name the module of the charm by exports in package.json, or by --entry.',
}

/** Said in the words of charms, where the bundler would have its own options changed. */
const inOtherWords: Readonly<Record<string, string>> = {
  INVALID_TLA_FORMAT: 'There is an await outside of functions, which cannot be packed.',
}

/** The problems of a failed build, each with its place. */
export function bundleProblems(cause: unknown, directory: string): string {
  if (!(cause instanceof Error)) return String(cause)
  const errors: unknown = 'errors' in cause ? cause.errors : undefined
  const logs: readonly RolldownLog[] = Array.isArray(errors) ? errors : [cause]
  return logs.map((log) => bundleProblem(log, directory)).join('\n')
}

/** One problem in a line: where, what, and what to do. */
export function bundleProblem({ message, code, loc, id }: RolldownLog, directory: string): string {
  const [first = ''] = stripVTControlCharacters(message).split('\n')
  const what = inOtherWords[code ?? ''] ?? first.replace(/^\[\w+\] /, '').replace(/\.?$/, '.')
  const file = loc?.file ?? id
  const where = file === undefined ? '' : `${relative(directory, file)}${loc === undefined ? '' : `:${loc.line}`}: `
  const cure = cures[code ?? '']
  return `${where}${what}${cure === undefined ? '' : ` ${cure}`}`
}
