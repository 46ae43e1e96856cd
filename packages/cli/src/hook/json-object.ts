import { resolve } from 'node:path'
import { CliError } from '../errors.ts'
import { readTextFile } from '../input/reading.ts'
import type { AskingCall } from './hook-command.ts'

/** The text of a file, or of standard input for `-`. */
export async function readSource(call: AskingCall, source: string): Promise<string> {
  return source === '-' ? call.input() : readTextFile(resolve(call.directory, source), source)
}

/** The members of a JSON object in a file, or standard input for `-`. */
export async function readJsonObject(call: AskingCall, source: string): Promise<object> {
  const text = await readSource(call, source)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Said below, without what the parser says: it quotes the text, which may be secret.
  }
  const name = source === '-' ? 'Standard input' : source
  throw new CliError('INPUT_INVALID', `${name} is no JSON object: give {"field": value, …}.`)
}
