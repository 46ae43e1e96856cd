import { CliError } from '../errors.ts'

/** How a result is printed. */
export type Format = (typeof formats)[number]

const formats = ['smart', 'json', 'yaml'] as const

/** Reads the name of a format. */
export function formatOf(name: string | undefined): Format {
  const found = formats.find((format) => format === (name ?? 'smart'))
  if (found !== undefined) return found
  throw new CliError('USAGE', `--format is "${name ?? ''}". Write smart, json or yaml.`)
}

/** The text of a result, as Juju's tools print it. `smart` is a text as it is, a line for each of several texts, else YAML. */
export async function print(value: unknown, format: Format): Promise<string> {
  if (format === 'json') return `${escapeForGo(JSON.stringify(value ?? null))}\n`
  if (value === undefined || value === null) return ''
  if (format === 'yaml') return yamlOf(value)
  if (value === '') return ''
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.map((item) => `${item}\n`).join('')
  return typeof value === 'object' ? yamlOf(value) : `${wordOf(value)}\n`
}

/** With the keys of mappings in order, as Juju's tools print what Juju keeps. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]))
}

/** Yes and no in the words of Juju's tools. */
function wordOf(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}

/** Go escapes what a browser could take for the end of a script. */
function escapeForGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Loaded here: a hook starts many commands, and few of them print YAML. */
async function yamlOf(value: unknown): Promise<string> {
  const { stringify } = await import('yaml')
  return `${stringify(value, { version: '1.1', indentSeq: false, lineWidth: 0 }).replace(/\n+$/, '')}\n`
}
