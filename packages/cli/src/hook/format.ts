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

/** The text of a result. `smart` is what Juju's tools print: nothing for nothing, texts as they are, of lists a line each, else YAML. */
export async function print(value: unknown, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(value ?? null)}\n`
  if (format === 'yaml') return yamlOf(value ?? null)
  if (value === undefined || value === null) return ''
  if (Array.isArray(value) && value.every(isPlain)) return value.map((item) => `${wordOf(item)}\n`).join('')
  return isPlain(value) ? `${wordOf(value)}\n` : yamlOf(value)
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object'
}

/** Yes and no in the words of Juju's tools. */
function wordOf(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}

/** Loaded here: a hook starts many commands, and few of them print YAML. */
async function yamlOf(value: unknown): Promise<string> {
  const { stringify } = await import('yaml')
  return stringify(value, { version: '1.1' })
}
