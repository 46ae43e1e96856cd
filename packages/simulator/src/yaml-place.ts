import { parse } from 'yaml'
import { ModelError, type ModelErrorCode } from './errors.ts'

/** The file that is read, and the error for what is wrong in it. */
export interface YamlFile {
  readonly file: string
  readonly code: ModelErrorCode
}

/** A value in a YAML file, and the way to it: `applications.proxy.num_units`. */
export interface YamlPlace {
  readonly file: YamlFile
  readonly path: string
  readonly value: unknown
}

/** The whole file, read by the rules of YAML 1.1, as Juju reads it. */
export function parseYaml(file: YamlFile, text: string): YamlPlace {
  try {
    return { file, path: '', value: parse(text, { version: '1.1' }) }
  } catch (error) {
    throw new ModelError(
      file.code,
      `${file.file} is not YAML: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}

/** The entries of a mapping; none when there is nothing. */
export function entriesAt({ file, path, value }: YamlPlace): ReadonlyMap<string, YamlPlace> {
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong({ file, path, value }, 'a mapping')
  const entries: readonly [string, unknown][] = Object.entries(value)
  const way = path === '' ? '' : `${path}.`
  return new Map(entries.map(([key, inner]) => [key, { file, path: `${way}${key}`, value: inner }]))
}

/** The items of a list; none when there is nothing. */
export function itemsAt({ file, path, value }: YamlPlace): readonly YamlPlace[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrong({ file, path, value }, 'a list')
  const items: readonly unknown[] = value
  return items.map((inner, index) => ({ file, path: `${path}[${index}]`, value: inner }))
}

/** A text that is not empty. */
export function textAt(place: YamlPlace): string {
  if (typeof place.value === 'string' && place.value !== '') return place.value
  throw wrong(place, 'a text')
}

/** A whole number that is not negative. */
export function countAt(place: YamlPlace): number {
  if (typeof place.value === 'number' && Number.isInteger(place.value) && place.value >= 0) return place.value
  throw wrong(place, 'a whole number')
}

/** Yes or no. */
export function booleanAt(place: YamlPlace): boolean {
  if (typeof place.value === 'boolean') return place.value
  throw wrong(place, 'true or false')
}

/** A text, a number, or true or false; undefined for null. */
export function plainAt(place: YamlPlace): string | number | boolean | undefined {
  const { value } = place
  if (value === null || value === undefined) return undefined
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw wrong(place, 'a text, a number, true or false')
}

/** One of the given words. */
export function choiceAt<const W extends string>(place: YamlPlace, words: readonly W[]): W {
  const found = words.find((word) => word === place.value)
  if (found !== undefined) return found
  throw wrong(place, words.map((word) => `"${word}"`).join(' or '))
}

/** What is wrong at the place. The value stays out of the message: it may be a password. */
export function problemAt({ file, path }: YamlPlace, problem: string): ModelError {
  return new ModelError(file.code, `${file.file}${path === '' ? '' : `, ${path}`}: ${problem}`)
}

function wrong(place: YamlPlace, expected: string): ModelError {
  return problemAt(place, `found ${kind(place.value)}: write ${expected}.`)
}

function kind(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (value === '') return 'an empty text'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`
}
