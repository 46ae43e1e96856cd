import { parse } from 'yaml'
import { CliError } from '../errors.ts'

/** The value in a YAML file, by the rules of YAML 1.1, as Juju and charmcraft read it. */
export function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text, { version: '1.1', logLevel: 'error' })
  } catch (cause) {
    const reason = withoutExcerpt(cause instanceof Error ? cause.message : String(cause))
    throw new CliError('INPUT_INVALID', `${name} is not YAML: ${reason}`, { cause })
  }
}

/** What is wrong with YAML, without the line of it that follows: it may hold a password. */
export function withoutExcerpt(message: string): string {
  return message.replace(/:?\n[\s\S]*/, '.')
}
