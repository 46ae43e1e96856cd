import { misused } from './failure.ts'

/** The options that a tool has, by their long name, or by their letter where they have nothing else. */
export type Options = Readonly<Record<string, Option>>

/** One option of a tool. */
export interface Option {
  /** The letter that stands for it too. */
  readonly letter?: string
  /** Whether it takes a value, or is there or not. */
  readonly takes: 'value' | 'nothing'
}

/** What was given to a tool. */
export interface Arguments {
  /** By the name that `Options` has; as it was spelled, for messages. */
  readonly values: ReadonlyMap<string, GivenValue>
  readonly switches: ReadonlySet<string>
  readonly positionals: readonly string[]
}

/** The value of an option. */
export interface GivenValue {
  readonly text: string
  /** `-r` or `--relation`. */
  readonly spelled: string
}

/** Options anywhere, `--x v`, `--x=v`, `-r v`, `-rv`; `--` ends them, and a lone `-` is none. */
export function parseArguments(options: Options, given: readonly string[]): Arguments {
  const parsed = {
    values: new Map<string, GivenValue>(),
    switches: new Set<string>(),
    positionals: new Array<string>(),
  }
  const rest = [...given]
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (next === '--') parsed.positionals.push(...rest.splice(0))
    else if (next === '-' || !next.startsWith('-')) parsed.positionals.push(next)
    else if (next.startsWith('--')) readLong(options, next, { parsed, rest })
    else readLetters(options, next.slice(1), { parsed, rest })
  }
  return parsed
}

/** Refuses what is more than the tool takes. */
export function checkNoMore(positionals: readonly string[]): void {
  if (positionals.length > 0)
    misused(`unrecognized args: [${positionals.map((text) => JSON.stringify(text)).join(' ')}]`)
}

interface Reading {
  readonly parsed: {
    readonly values: Map<string, GivenValue>
    readonly switches: Set<string>
    readonly positionals: string[]
  }
  readonly rest: string[]
}

function readLong(options: Options, text: string, { parsed, rest }: Reading): void {
  const [spelled = '', ...values] = text.split('=')
  const name = spelled.slice(2)
  const option = Object.hasOwn(options, name) && name.length > 1 ? options[name] : undefined
  if (option === undefined) misused(`option provided but not defined: ${spelled}`)
  const value = values.length > 0 ? values.join('=') : undefined
  if (option.takes === 'value') parsed.values.set(name, { text: value ?? needed(rest, spelled), spelled })
  else turn(parsed.switches, name, { value, spelled })
}

/** Letters without a value may stand together; the first one that takes a value takes all that follows. */
function readLetters(options: Options, letters: string, { parsed, rest }: Reading): void {
  for (const [index, letter] of [...letters].entries()) {
    const spelled = `-${letter}`
    const found = Object.entries(options).find(([name, option]) => (option.letter ?? name) === letter)
    if (found === undefined) misused(`option provided but not defined: ${spelled}`)
    const [name, option] = found
    if (option.takes === 'value') {
      const value = letters.slice(index + letter.length)
      parsed.values.set(name, { text: value === '' ? needed(rest, spelled) : value, spelled })
      return
    }
    parsed.switches.add(name)
  }
}

function needed(rest: string[], spelled: string): string {
  return rest.shift() ?? misused(`option needs an argument: ${spelled}`)
}

const yes = ['1', 't', 'T', 'true', 'TRUE', 'True']
const no = ['0', 'f', 'F', 'false', 'FALSE', 'False']

function turn(
  switches: Set<string>,
  name: string,
  { value, spelled }: { readonly value: string | undefined; readonly spelled: string },
): void {
  if (value === undefined || yes.includes(value)) switches.add(name)
  else if (no.includes(value)) switches.delete(name)
  else
    misused(
      `invalid value ${JSON.stringify(value)} for option ${spelled}: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`,
    )
}
