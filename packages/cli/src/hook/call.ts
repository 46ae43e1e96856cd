import { CliError } from '../errors.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { formatOf, print } from './format.ts'
import type { AskingCall, AskingCommand } from './hook-command.ts'
import { readJsonObject } from './json-object.ts'

/** `interlayer call` */
export const callCommand: AskingCommand = {
  name: 'call',
  usage:
    '<endpoint> <method> [--<field> <value>]… [-|--file <file>] [--format smart|json|yaml] [--reveal] [-- --<field> <value>…]',
  summary: 'call a method of an endpoint, and print what it gives',
  help: `
Fields are checked before any code runs. A value that is long or secret comes as JSON by standard input (-) or a file, whose members
are fields; --name twice makes a list. What the interface hides is printed as *** unless --reveal is given. A field by the name of an
option stands after --.

Examples:
  $ interlayer call website configure --port 80 --hostname www.example.com
  $ interlayer call backend services --format json | jq -r '.[].hosts[].hostname'
  $ jq -R '{password: .}' password.txt | interlayer call database provide --relation database:4 --database shop --user shop -
  $ interlayer call database database --format json --reveal > connection.json

What an endpoint has: interlayer describe <endpoint>`,
  async run(args, call) {
    const read = readArguments(args, { withValue: ['format', 'file'], alone: ['reveal'], fields: true })
    const { operands, options } = read
    const [endpoint, method, input, ...more] = operands
    if (endpoint === undefined || method === undefined)
      throw new CliError('USAGE', 'call needs an endpoint and a method: interlayer call website configure --port 80')
    if (more.length > 0 || (input !== undefined && input !== '-'))
      throw new CliError(
        'USAGE',
        `"${input === '-' ? (more[0] ?? '') : (input ?? '')}" is no field. Write fields as --name value.`,
      )
    const format = formatOf(options.get('format'))
    const params = await readParams(read, input === '-', call)
    const value = await call.ask({ op: 'call', endpoint, method, params, reveal: options.has('reveal') })
    call.out(await print(value, format))
  },
}

/** The members of the JSON with the fields of the command line; nothing where there are none. */
async function readParams(
  { options, fields }: Arguments,
  fromInput: boolean,
  call: AskingCall,
): Promise<object | undefined> {
  const file = options.get('file')
  if (file !== undefined && fromInput) throw new CliError('USAGE', 'Give - or --file, not both.')
  const source = file ?? (fromInput ? '-' : undefined)
  const members = source === undefined ? {} : await readJsonObject(call, source)
  const twice = [...fields.keys()].find((name) => Object.hasOwn(members, name))
  if (twice !== undefined)
    throw new CliError('USAGE', `"${twice}" is in the JSON and on the command line. Give it once.`)
  const given = [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]] as const)
  return source === undefined && given.length === 0 ? undefined : { ...members, ...Object.fromEntries(given) }
}
