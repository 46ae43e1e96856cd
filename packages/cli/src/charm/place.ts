import { CliError } from '../errors.ts'

/** A value in one of a charm's files, and the way to it: `handlers[0].when`. */
export interface Place {
  readonly file: string
  readonly path: string
  readonly value: unknown
}

/** The entries of a mapping; none when there is nothing. With `known`, any other key is refused. */
export function entriesAt(place: Place, known?: readonly string[]): ReadonlyMap<string, Place> {
  const { file, path, value } = place
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(place, 'a mapping')
  const way = path === '' ? '' : `${path}.`
  const entries: readonly [string, unknown][] = Object.entries(value)
  const unknown = entries.find(([key]) => known?.includes(key) === false)
  if (known !== undefined && unknown !== undefined)
    throw problemAt({ file, path: `${way}${unknown[0]}`, value }, `is not read here. There are: ${known.join(', ')}.`)
  return new Map(entries.map(([key, inner]) => [key, { file, path: `${way}${key}`, value: inner }]))
}

/** An entry that has to be there. */
export function entryAt(place: Place, entries: ReadonlyMap<string, Place>, key: string): Place {
  const path = place.path === '' ? key : `${place.path}.${key}`
  return entries.get(key) ?? { file: place.file, path, value: undefined }
}

/** The items of a list; none when there is nothing. */
export function itemsAt(place: Place): readonly Place[] {
  const { file, path, value } = place
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrong(place, 'a list')
  const items: readonly unknown[] = value
  return items.map((inner, index) => ({ file, path: `${path}[${index}]`, value: inner }))
}

/** A text that is not empty. */
export function textAt(place: Place): string {
  if (typeof place.value === 'string' && place.value !== '') return place.value
  throw wrong(place, 'a text')
}

/** Yes or no. */
export function booleanAt(place: Place): boolean {
  if (typeof place.value === 'boolean') return place.value
  throw wrong(place, 'true or false')
}

/** One of the given words. */
export function choiceAt<const W extends string>(place: Place, words: readonly W[]): W {
  const found = words.find((word) => word === place.value)
  if (found !== undefined) return found
  throw wrong(place, words.map((word) => `"${word}"`).join(' or '))
}

/** What is wrong at the place. The value stays out of the message: it may be a password. */
export function problemAt({ file, path }: Place, problem: string): CliError {
  return new CliError('INPUT_INVALID', `${file}${path === '' ? '' : `, ${path}`}: ${problem}`)
}

/** That something else was expected there. */
export function wrong(place: Place, expected: string): CliError {
  return problemAt(place, `found ${kind(place.value)}: write ${expected}.`)
}

function kind(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (value === '') return 'an empty text'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`
}
