import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '../errors.ts'

/** Writes a file whole: who stops the command half-way leaves no half of it under that name. */
export async function writeOutput(path: string, content: Buffer): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(`${path}.part`, content)
    await rename(`${path}.part`, path)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `${path} cannot be written: ${reason}. Name a directory that can be written to by --output.`
    throw new CliError('OUTPUT_UNWRITABLE', message, { cause })
  }
}
