import { CliError } from '../errors.ts'

/** What a command for handlers is called with. */
export interface Arguments {
  readonly operands: readonly string[]
  readonly options: ReadonlyMap<string, string>
  /** What has the form of an option and is none, in commands that take fields. */
  readonly fields: ReadonlyMap<string, readonly string[]>
}

/** The options that a command has. */
export interface Options {
  readonly withValue?: readonly string[]
  readonly alone?: readonly string[]
  /** Whether other names are fields. */
  readonly fields?: true
}

/**
 * Takes arguments apart. By hand, because a value may begin with hyphens, as a certificate does, and because a library takes longer to
 * load than all else that such a command does. After `--` there are no options any more.
 */
export function readArguments(
  args: readonly string[],
  { withValue = [], alone = [], fields: open }: Options = {},
): Arguments {
  const operands: string[] = []
  const options = new Map<string, string>()
  const fields = new Map<string, readonly string[]>()
  const rest = [...args]
  let ended = false
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, given] = ended && !open ? [] : (/^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [])
    if (word === '--' && !ended) ended = true
    else if (name === undefined) operands.push(word)
    else if (!ended && alone.includes(name)) options.set(name, 'yes')
    else {
      const isOption = !ended && withValue.includes(name)
      if (!isOption && !open)
        throw new CliError('USAGE', `There is no option --${name}. What begins with -- as a text stands after --.`)
      const value = given ?? rest.shift()
      if (value === undefined) throw new CliError('USAGE', `--${name} has no value. Write it after the name.`)
      if (isOption) options.set(name, value)
      else fields.set(name, [...(fields.get(name) ?? []), value])
    }
  }
  return { operands, options, fields }
}
