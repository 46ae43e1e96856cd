import { CliError } from '../errors.ts'

/** What a hook gives when it is asked for everything. */
export interface Everything {
  readonly hook: string
  readonly unit: string
  readonly leader: boolean
  readonly flags: Readonly<Record<string, boolean>>
  readonly config: object
  readonly params: object
  /** By endpoint and method. */
  readonly values: Readonly<Record<string, object>>
}

/** Assignments for any POSIX shell, a line each, which do nothing but assign, whatever the values are. */
export function assignments(everything: Everything): string {
  const { hook, unit, leader, flags, config, params, values } = everything
  const given: readonly (readonly [string, unknown])[] = [
    ['HOOK', hook],
    ['UNIT', unit],
    ['LEADER', leader],
    ...prefixed('FLAG', flags),
    ...prefixed('CONFIG', config),
    ...prefixed('PARAM', params),
    ...Object.entries(values).flatMap(([endpoint, methods]) => prefixed(`VALUE_${endpoint}`, methods)),
  ]
  const names = new Map<string, string>()
  return given.map(([name, value]) => `${freeName(name, names)}=${quoted(shellText(value))}\n`).join('')
}

function prefixed(prefix: string, members: object): readonly (readonly [string, unknown])[] {
  const entries: readonly [string, unknown][] = Object.entries(members)
  return entries.map(([name, value]) => [`${prefix}_${name}`, value])
}

/** In capitals, with `_` for whatever a name may not have and before a capital within a word: `FLAG_TLS_CA_AVAILABLE`. */
function freeName(name: string, taken: Map<string, string>): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()
  const variable = words.replaceAll(/[^A-Z0-9]/g, '_')
  const other = taken.get(variable)
  if (other !== undefined)
    throw new CliError(
      'INPUT_INVALID',
      `${other} and ${name} would both be ${variable}. Rename one of them in the charm.`,
    )
  taken.set(variable, name)
  return variable
}

/** Yes is 1, no and nothing are empty, so that `[ "$FLAG_X" ]` asks; lists and mappings are JSON. */
function shellText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : ''
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Between single quotes nothing means anything; a NUL cannot be in a variable. */
function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "'\\''")}'`
}
