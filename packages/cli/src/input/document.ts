import { PlaceReader, type Place } from '@interlayer/runtime/adapter'
import { parseDocument } from 'yaml'
import { CliError } from '../errors.ts'
import type { InputText } from './text.ts'

export type { Place }

/** JSON where it begins like it, else YAML. Scalars of YAML are the texts that stand there: `port: 80` is "80". */
export function parseInput({ name, text }: InputText): Place {
  return { file: name, path: '', value: /^\s*[[{]/.test(text) ? parseJson(name, text) : parseYaml(name, text) }
}

/** Takes input apart. Nothing may be as YAML spells it, whose scalars are texts here. */
export const { entriesAt, entryAt, itemsAt, wrong } = new PlaceReader<string>({
  problemAt: ({ file, path }, problem) =>
    new CliError('INPUT_INVALID', `${path === '' ? file : `${file}, ${path}`}: ${problem}`),
  unexpected: (found, expected) => `found ${found}, where ${expected} was expected.`,
  isNothing: (value) => value === undefined || value === null || ['', '~', 'null'].some((word) => word === value),
})

/** A text; bytes that Juju found to be none are shown as far as they are. */
export function textAt(place: Place): string {
  if (typeof place.value === 'string') return place.value
  if (place.value instanceof Uint8Array) return new TextDecoder().decode(place.value)
  throw wrong(place, 'a text')
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
