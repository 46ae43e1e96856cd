import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CliError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'
import { decodeUtf8 } from './utf8.ts'

/** A text, with the name by which errors speak of it. */
export interface InputText {
  readonly name: string
  readonly text: string
}

/** A file, or standard input where there is none or it is `-`. */
export async function readInput({ input, directory }: Surroundings, file?: string): Promise<InputText> {
  const name = file === undefined || file === '-' ? 'Standard input' : file
  const text = name === file ? decodeUtf8(await readBytes(resolve(directory, file), name), name) : await input()
  if (text.trim() === '') refuse(name, 'is empty: pipe what is to be read into the command, or name a file.')
  if (text.includes('\0')) refuse(name, `has a NUL in line ${lineOf(text, text.indexOf('\0'))}: it is no text.`)
  return { name, text }
}

/** The text of a file, by a path as errors should name it; FILE_UNREADABLE where it cannot be read. */
export async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new CliError('FILE_UNREADABLE', `${name} cannot be read (${reason}): name a file that can.`, { cause })
  }
}

/** The number of a line, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function refuse(name: string, problem: string): never {
  throw new CliError('INPUT_INVALID', `${name} ${problem}`)
}
