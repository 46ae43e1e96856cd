import { parseArgs, type ParseArgsConfig } from 'node:util'
import { CliError } from '../errors.ts'

/** Options and operands of a command; anything that is not declared is refused. */
export function readArguments<const O extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: O,
): { readonly values: ReturnType<typeof parse<O>>['values']; readonly operands: readonly string[] } {
  try {
    const { values, positionals: operands } = parse(args, options)
    return { values, operands }
  } catch (cause) {
    throw new CliError('USAGE', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function parse<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
}

/** What a call is made of: `--name value` is a field wherever it is no option of the command. */
export interface CallArguments {
  readonly operands: readonly string[]
  readonly options: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, readonly string[]>
}

const withValue = ['format', 'file']
const alone = ['reveal']

/** By hand: a value may begin with hyphens, as a certificate does. After `--` every name is that of a field. */
export function readCallArguments(args: readonly string[]): CallArguments {
  const operands: string[] = []
  const options = new Map<string, string>()
  const fields = new Map<string, readonly string[]>()
  const rest = [...args]
  let fieldsOnly = false
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, given] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (word === '--' && !fieldsOnly) fieldsOnly = true
    else if (name === undefined) operands.push(word)
    else if (!fieldsOnly && alone.includes(name)) options.set(name, 'yes')
    else {
      const value = given ?? rest.shift()
      if (value === undefined) throw new CliError('USAGE', `--${name} has no value. Write it after the name.`)
      if (!fieldsOnly && withValue.includes(name)) options.set(name, value)
      else fields.set(name, [...(fields.get(name) ?? []), value])
    }
  }
  return { operands, options, fields }
}
