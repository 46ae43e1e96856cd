/** A value in a document that somebody wrote, and the way to it: `handlers[0].when`. */
export interface Place<File = string> {
  readonly file: File
  readonly path: string
  readonly value: unknown
}

/** How a kind of document is read. */
export interface PlaceRules<File> {
  /** The error for what is wrong at a place. */
  readonly problemAt: (place: Place<File>, problem: string) => Error
  /** What is wrong with a value that is another than was expected. */
  readonly unexpected?: (found: string, expected: string) => string
  /** Whether there is nothing, where a mapping or a list may be left out. */
  readonly isNothing?: (value: unknown) => boolean
}

/** Takes documents apart. What is wrong is named with the way to it, and without the value, which may be a password. */
export class PlaceReader<File> {
  readonly #problemAt: (place: Place<File>, problem: string) => Error
  readonly #unexpected: (found: string, expected: string) => string
  readonly #isNothing: (value: unknown) => boolean

  constructor({ problemAt, unexpected, isNothing }: PlaceRules<File>) {
    this.#problemAt = problemAt
    this.#unexpected = unexpected ?? ((found, expected) => `found ${found}: write ${expected}.`)
    this.#isNothing = isNothing ?? ((value) => value === undefined || value === null)
  }

  /** The entries of a mapping; none when there is nothing. With `known`, any other key is refused. */
  readonly entriesAt = (place: Place<File>, known?: readonly string[]): ReadonlyMap<string, Place<File>> => {
    const { path, value } = place
    if (this.#isNothing(value)) return new Map()
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong(place, 'a mapping')
    const entries: readonly [string, unknown][] = Object.entries(value)
    const way = (key: string): string => (path === '' ? key : `${path}.${key}`)
    const [unknown] = entries.find(([key]) => known?.includes(key) === false) ?? []
    if (known !== undefined && unknown !== undefined)
      throw this.#problemAt({ ...place, path: way(unknown) }, `is not read here. There are: ${known.join(', ')}.`)
    return new Map(entries.map(([key, inner]) => [key, { ...place, path: way(key), value: inner }]))
  }

  /** An entry that has to be there. */
  readonly entryAt = (place: Place<File>, entries: ReadonlyMap<string, Place<File>>, key: string): Place<File> => {
    const path = place.path === '' ? key : `${place.path}.${key}`
    return entries.get(key) ?? { ...place, path, value: undefined }
  }

  /** The items of a list; none when there is nothing. */
  readonly itemsAt = (place: Place<File>): readonly Place<File>[] => {
    const { path, value } = place
    if (this.#isNothing(value)) return []
    if (!Array.isArray(value)) throw this.wrong(place, 'a list')
    const items: readonly unknown[] = value
    return items.map((inner, index) => ({ ...place, path: `${path}[${String(index)}]`, value: inner }))
  }

  /** A text that is not empty. */
  readonly textAt = (place: Place<File>): string => {
    if (typeof place.value === 'string' && place.value !== '') return place.value
    throw this.wrong(place, 'a text')
  }

  /** Yes or no. */
  readonly booleanAt = (place: Place<File>): boolean => {
    if (typeof place.value === 'boolean') return place.value
    throw this.wrong(place, 'true or false')
  }

  /** A whole number that is not negative. */
  readonly countAt = (place: Place<File>): number => {
    if (typeof place.value === 'number' && Number.isInteger(place.value) && place.value >= 0) return place.value
    throw this.wrong(place, 'a whole number')
  }

  /** A text, a number, or true or false; undefined for null. */
  readonly plainAt = (place: Place<File>): string | number | boolean | undefined => {
    const { value } = place
    if (value === null || value === undefined) return undefined
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
    throw this.wrong(place, 'a text, a number, true or false')
  }

  /** One of the given words. */
  readonly choiceAt = <const W extends string>(place: Place<File>, words: readonly W[]): W => {
    const found = words.find((word) => word === place.value)
    if (found !== undefined) return found
    throw this.wrong(place, words.map((word) => `"${word}"`).join(' or '))
  }

  /** That something else was expected there. */
  readonly wrong = (place: Place<File>, expected: string): Error => {
    return this.#problemAt(place, this.#unexpected(kindOf(place.value), expected))
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (value === '') return 'an empty text'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`
}
