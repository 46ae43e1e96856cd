import { parseDocument } from 'yaml'
import { CliError } from '../errors.ts'
import type { InputText } from './text.ts'

/** A value in a file, and the way to it: `website/0.relation-info[2].data`. */
export interface Place {
  readonly file: string
  readonly path: string
  readonly value: unknown
}

/** JSON where it begins like it, else YAML. Scalars of YAML are the texts that stand there: `port: 80` is "80". */
export function parseInput({ name, text }: InputText): Place {
  return { file: name, path: '', value: /^\s*[[{]/.test(text) ? parseJson(name, text) : parseYaml(name, text) }
}

/** The entries of a mapping, none where there is nothing. */
export function entriesAt(place: Place): readonly (readonly [string, Place])[] {
  const { value, file, path } = place
  if (isNothing(value)) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'a mapping')
  const entries: readonly [string, unknown][] = Object.entries(value)
  return entries.map(([key, inner]) => [key, { file, path: path === '' ? key : `${path}.${key}`, value: inner }])
}

/** The items of a list, none where there is nothing. */
export function itemsAt(place: Place): readonly Place[] {
  const { value, file, path } = place
  if (isNothing(value)) return []
  if (!Array.isArray(value)) throw wrong(place, 'a list')
  const items: readonly unknown[] = value
  return items.map((inner, index) => ({ file, path: `${path}[${index}]`, value: inner }))
}

/** A text; bytes that Juju found to be none are shown as far as they are. */
export function textAt(place: Place): string {
  if (typeof place.value === 'string') return place.value
  if (place.value instanceof Uint8Array) return new TextDecoder().decode(place.value)
  throw wrong(place, 'a text')
}

/** What is not as expected. Values stay out of the message: they may be passwords. */
export function wrong({ file, path, value }: Place, expected: string): CliError {
  const where = path === '' ? file : `${file}, ${path}`
  return new CliError('INPUT_INVALID', `${where}: found ${kindOf(value)}, where ${expected} was expected.`)
}

/** Also as YAML spells it, whose scalars are texts here. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === '~' || value === 'null'
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // Without what the parser says: it quotes the text.
    throw new CliError('INPUT_INVALID', `${name} begins like JSON and is none: give it whole and unchanged.`, { cause })
  }
}

function parseYaml(name: string, text: string): unknown {
  try {
    const document = parseDocument(text, { schema: 'failsafe', customTags: ['binary'], logLevel: 'silent' })
    const [error] = document.errors
    if (error === undefined) return document.toJS()
    const line = error.linePos?.[0].line ?? 1
    const message = `${name} is neither JSON nor YAML (${error.code} in line ${line}): give it whole and unchanged.`
    throw new CliError('INPUT_INVALID', message)
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError('INPUT_INVALID', `${name} cannot be read as YAML: give it whole and unchanged.`, { cause })
  }
}
