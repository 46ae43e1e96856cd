import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '../errors.ts'

/** Writes a file whole: who stops the command half-way leaves no half of it under that name. */
export async function writeOutput(path: string, content: Buffer): Promise<void> {
  const part = `${path}.part`
  try {
    await makeFolder(dirname(path))
    await writeFile(part, content)
    await rename(part, path)
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `${path} cannot be written: ${reason}. Name a directory that can be written to by --output.`
    throw new CliError('OUTPUT_UNWRITABLE', message, { cause })
  }
}

/** With those that it is in. Node's own way tries without end in folders like /proc, where none can be made. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolder(dirname(path))
  await mkdir(path).catch((cause: unknown) => {
    // Another command may have been faster.
    if (!existsSync(path)) throw cause
  })
}
