import { CliError, reasonOf } from '../errors.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { formatOf, inOrder, print } from './format.ts'
import type { AskingCall, AskingCommand } from './hook-command.ts'
import { readJsonObject, readSource } from './json-object.ts'

/** `interlayer secret` */
export const secretCommand: AskingCommand = {
  name: 'secret',
  usage:
    'keep <name> <key>=<file|->…|-|--file <file> [--expires <time|duration>] [--rotate <how often>] | read <name> [key] [--format smart|json|yaml] [--reveal] | due|drop <name> [--app]',
  summary: 'keep, read or drop secrets of the charm’s own, or ask whether one is due',
  help: `
Nobody but this unit reads such a secret; with --app, its application's units do, and the leader keeps it. All of it happens when the hook
succeeds.

keep  makes it, or gives it new content: of each key what the file has, or standard input for -; or a JSON object of texts. There is no
      way to give a value on the command line, where all programs of the machine see it. --expires is a time (2027-01-31T00:00:00Z)
      or a duration (720h), --rotate hourly, daily, weekly, monthly, quarterly, yearly or never; what is left out stays as it is.
read  prints the newest content, or that of one key: *** unless --reveal is given. 1 where there is none.
due   0 where Juju has said that it expired or is to be rotated, and it has no new content since; else 1.
drop  removes it, where it is there.

Examples:
  $ openssl genpkey -algorithm ed25519 | interlayer secret keep tls private-key=- --expires 2160h
  $ interlayer secret read tls private-key --reveal > key.pem
  $ jq -n '{password: $ENV.PASSWORD}' | interlayer secret keep admin - --app --rotate monthly
  $ if interlayer secret due admin --app; then …; fi`,
  async run([word = '', ...args], call) {
    const verb = verbs.get(word)
    const given = readArguments(args, { withValue: verb?.withValue ?? [], alone: ['app', ...(verb?.alone ?? [])] })
    const [name, ...operands] = given.operands
    if (verb === undefined || name === undefined)
      throw new CliError('USAGE', 'secret needs keep, read, due or drop, and a name: interlayer secret read tls')
    if (operands.length > verb.most)
      throw new CliError('USAGE', `secret ${word} is given too much. See interlayer secret --help.`)
    const owner = given.options.has('app') ? 'app' : 'unit'
    await verb.run({ ...given, operands }, call, (op, more) => call.ask({ op, secret: name, owner, ...more }))
  },
}

type Ask = (op: string, more?: object) => Promise<unknown>

interface Verb {
  readonly withValue?: readonly string[]
  readonly alone?: readonly string[]
  /** Most operands after the name. */
  readonly most: number
  readonly run: (given: Arguments, call: AskingCall, ask: Ask) => Promise<void>
}

const keep: Verb = {
  withValue: ['file', 'expires', 'rotate'],
  most: Infinity,
  async run(given, call, ask) {
    const { expires, rotate } = Object.fromEntries(given.options)
    await ask('secret-keep', { content: await readContent(given, call), expires, rotate })
  },
}

const read: Verb = {
  withValue: ['format'],
  alone: ['reveal'],
  most: 1,
  async run({ operands: [key], options }, call, ask) {
    const format = formatOf(options.get('format'))
    const found = await ask('secret-read', { reveal: options.has('reveal') })
    const value = key === undefined ? found : memberOf(found, key)
    call.out(await print(inOrder(value), format))
    if (value === undefined || value === null) call.end(1)
  },
}

const due: Verb = {
  most: 0,
  run: async (_given, { end }, ask) => {
    end((await ask('secret-due')) === true ? 0 : 1)
  },
}

const drop: Verb = {
  most: 0,
  run: async (_given, _call, ask) => {
    await ask('secret-drop')
  },
}

const verbs: ReadonlyMap<string, Verb> = new Map(Object.entries({ keep, read, due, drop }))

function memberOf(content: unknown, key: string): unknown {
  return new Map(Object.entries(content ?? {})).get(key)
}

/** The members of the JSON, or the keys each with what its file has. */
async function readContent({ operands, options }: Arguments, call: AskingCall): Promise<object> {
  const file = options.get('file')
  const json = file ?? (operands[0] === '-' ? '-' : undefined)
  if (json !== undefined && operands.length === (file === undefined ? 1 : 0)) return readJsonObject(call, json)
  const sources = operands.map(sourceOf)
  if (json !== undefined || sources.length === 0 || sources.filter(([, source]) => source === '-').length > 1)
    throw new CliError(
      'USAGE',
      'Give each key with a file, key=file, where one may be -; or a JSON object by - or --file.',
    )
  const entries = await Promise.all(
    sources.map(async ([key, source]) => [key, await readValue(call, key, source)] as const),
  )
  return Object.fromEntries(entries)
}

/** What stands there in place of a file may be the secret itself, which is not said again. */
function sourceOf(operand: string): readonly [key: string, source: string] {
  const equals = operand.indexOf('=')
  if (equals > 0) return [operand.slice(0, equals), operand.slice(equals + 1)]
  throw new CliError('USAGE', 'What follows the name of the secret has to be key=file, or key=- for standard input.')
}

async function readValue(call: AskingCall, key: string, source: string): Promise<string> {
  try {
    return await readSource(call, source)
  } catch (cause) {
    if (reasonOf(cause) !== 'FILE_UNREADABLE' || source === '-') throw cause
    throw new CliError(
      'FILE_UNREADABLE',
      `${key}: what follows "=" is no file that can be read. Name one, or - for standard input.`,
    )
  }
}
