import { resolve } from 'node:path'
import { CliError } from '../errors.ts'
import type { Surroundings } from '../surroundings.ts'
import { readTextFile } from './reading.ts'

/** A text, with the name by which errors speak of it. */
export interface InputText {
  readonly name: string
  readonly text: string
}

/** A file, or standard input where there is none or it is `-`. */
export async function readInput({ input, directory }: Surroundings, file?: string): Promise<InputText> {
  const name = file === undefined || file === '-' ? 'Standard input' : file
  const text = name === file ? readTextFile(resolve(directory, file), name) : await input()
  if (text.trim() === '') refuse(name, 'is empty: pipe what is to be read into the command, or name a file.')
  if (text.includes('\0')) refuse(name, `has a NUL in line ${lineOf(text, text.indexOf('\0'))}: it is no text.`)
  return { name, text }
}

/** The number of a line, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function refuse(name: string, problem: string): never {
  throw new CliError('INPUT_INVALID', `${name} ${problem}`)
}
