import { InterlayerError, suggest } from '../values/errors.ts'

/** A request of a program, before anything in it was looked at. */
export type Request = Readonly<Record<string, unknown>>

/** A member that has to be a text. */
export function text(value: unknown, member: string): string {
  if (typeof value === 'string') return value
  throw invalid(`A request needs "${member}" as text.`)
}

/** A member that has to be one of some words. */
export function word<const W extends string>(value: unknown, member: string, words: readonly W[]): W {
  const found = text(value, member)
  const known = words.find((one) => one === found)
  if (known !== undefined) return known
  throw invalid(`"${found}" is no ${member}. ${suggest(undefined, words)}`)
}

/** What is wrong with a request. */
export function invalid(message: string): InterlayerError {
  return new InterlayerError('PARAMS_INVALID', message)
}
