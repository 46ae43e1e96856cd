import type { Model, UnitView } from '@interlayer/simulator'
import { CliError } from '../errors.ts'

/** The status that some units are to have. */
export interface Expectation {
  /** As it was written. */
  readonly text: string
  /** Names of units, with `*` for any characters; of an application, all of its units. */
  readonly units: string
  readonly status: string
  /** What the message has to match, with `*` too; anything when absent. */
  readonly message: string | undefined
}

const statuses = ['active', 'blocked', 'error', 'maintenance', 'unknown', 'waiting']
/** How many units a problem names. */
const shown = 5

/** Reads `web/*=active`, or `web/*=active:serves *`. */
export function readExpectation(text: string): Expectation {
  const [, units = '', status = '', message] = /^([^=]+)=([a-z]+)(?::([\s\S]*))?$/.exec(text) ?? []
  if (units !== '' && statuses.includes(status)) return { text, units: units.trim(), status, message: message?.trim() }
  throw new CliError(
    'USAGE',
    `"${text}" is nothing to expect: write units=status, such as web/*=active, with one of ${statuses.join(', ')}.`,
  )
}

/** What does not hold of it now, in a sentence. */
export function unmet(model: Model, { text, units, status, message }: Expectation): string | undefined {
  const named = model.units.filter((unit) => names(units, unit))
  if (named.length === 0) return `${text}: there is no such unit.`
  const others = named.flatMap(({ name }) => {
    const found = model.status(name)
    const held = found.workload === status && (message === undefined || matches(message, found.message))
    return held ? [] : [`${name} is ${found.workload}${found.message === '' ? '' : ` (${found.message})`}`]
  })
  if (others.length === 0) return undefined
  const more = others.length > shown ? `, and ${others.length - shown} more are not` : ''
  return `${text}: ${others.slice(0, shown).join(', ')}${more}.`
}

/** Whether all units that are in error are expected to be. */
export function expectsErrors(model: Model, expectations: readonly Expectation[]): boolean {
  const expected = expectations.filter(({ status }) => status === 'error')
  const failed = model.units.filter(({ name }) => model.status(name).workload === 'error')
  return failed.every((unit) => expected.some(({ units }) => names(units, unit)))
}

function names(units: string, { name, application }: UnitView): boolean {
  return matches(units, name) || units === application
}

function matches(pattern: string, text: string): boolean {
  const source = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`, 's').test(text)
}
