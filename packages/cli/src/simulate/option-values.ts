import { InvalidArgumentError } from 'commander'
import { CliError } from '../errors.ts'

/** The seeds of several runs, from the first to the last. */
export interface Seeds {
  readonly first: number
  readonly last: number
}

/** A variable for processes; without a value it is taken from the environment of the command. */
export interface Variable {
  readonly name: string
  readonly value: string | undefined
}

/** Most runs of one command. */
const mostSeeds = 100_000
/** The largest number that decides a run, and makes a different one. */
const largestSeed = 0xffff_ffff
/** Most times that one hook is run again. */
const mostRetries = 1000
/** What a timer holds. */
const mostSeconds = 2_147_483

/** Reads `--seed`. */
export function seedOf(text: string): number {
  const seed = wholeNumber(text)
  if (seed === undefined || seed > largestSeed) throw invalid(`Give a whole number from 0 to ${largestSeed}.`)
  return seed
}

/** Reads `--seeds`. */
export function seedsOf(text: string): Seeds {
  const [, from = '', to = ''] = /^(\d+)\.\.(\d+)$/.exec(text) ?? []
  if (from === '') throw invalid('Give the first and the last, such as 1..50.')
  const [first, last] = [seedOf(from), seedOf(to)]
  if (last < first || last - first >= mostSeeds) throw invalid(`Give from 1 to ${mostSeeds} seeds, the lowest first.`)
  return { first, last }
}

/** Reads one `--units`, and adds it to those before it. */
export function unitsOf(text: string, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const [, application = '', number = ''] = /^([^=]+)=(\d+)$/.exec(text) ?? []
  if (application === '') throw invalid('Give an application and a whole number, such as web=50.')
  return new Map([...before, [application, Number(number)]])
}

/** Reads a share of hooks. */
export function shareOf(text: string): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(share >= 0 && share <= 1)) throw invalid('Give a number from 0 to 1, such as 0.1.')
  return share
}

/** Reads a number of seconds. */
export function secondsOf(text: string): number {
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : 0
  if (!(seconds > 0 && seconds <= mostSeconds)) throw invalid(`Give seconds, more than 0 and at most ${mostSeconds}.`)
  return seconds
}

/** Reads `--retries`. */
export function retriesOf(text: string): number {
  const retries = wholeNumber(text)
  if (retries === undefined || retries > mostRetries) throw invalid(`Give a whole number from 0 to ${mostRetries}.`)
  return retries
}

/** Reads `--environment`. The text is in no message: it may be a password. */
export function readVariable(text: string): Variable {
  const [, name = '', value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(text) ?? []
  if (name !== '') return { name, value }
  throw new CliError('USAGE', '--environment takes NAME=value, or NAME alone for the value that it has now.')
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function invalid(advice: string): InvalidArgumentError {
  return new InvalidArgumentError(advice)
}
