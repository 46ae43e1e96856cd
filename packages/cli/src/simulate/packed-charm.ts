import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { CliError } from '../errors.ts'
import type { StagingArea } from './staging-area.ts'

/** Most files in a charm, and most bytes of all of them. */
const mostFiles = 100_000
const mostBytes = 2 * 1024 ** 3

/** Writes the files of a `.charm` to a directory, and gives its path. Nothing is written outside of it. */
export async function unpackCharm(file: string, area: StagingArea): Promise<string> {
  const directory = area.place()
  mkdirSync(directory)
  try {
    const zip = await openPromise(file)
    if (zip.entryCount > mostFiles) throw new Error(`it has ${zip.entryCount} files, of at most ${mostFiles}`)
    const links = await writeFiles(zip, directory)
    // When all files are there, none can be written through a link.
    for (const { path, target } of links) symlinkSync(target, path)
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\.+$/, '')
    throw new CliError('INPUT_INVALID', `${file} is no charm that can be unpacked: ${reason}. Pack it again.`, {
      cause,
    })
  }
  return directory
}

interface Link {
  readonly path: string
  readonly target: string
}

async function writeFiles(zip: ZipFile, directory: string): Promise<readonly Link[]> {
  const links: Link[] = []
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize
    if (bytes > mostBytes) throw new Error(`its files have more than ${mostBytes} bytes`)
    const path = join(directory, entry.fileName)
    mkdirSync(entry.fileName.endsWith('/') ? path : dirname(path), { recursive: true })
    if (entry.fileName.endsWith('/')) continue
    const content = await zip.openReadStreamPromise(entry)
    if (isLink(entry)) links.push({ path, target: insideOf(directory, { path, target: await text(content) }) })
    else await pipeline(content, createWriteStream(path, { mode: modeOf(entry) }))
  }
  return links
}

/** A target that stays in the directory. */
function insideOf(directory: string, { path, target }: Link): string {
  const way = relative(directory, resolve(dirname(path), target))
  if (!way.startsWith('..')) return target
  throw new Error(`${relative(directory, path)} is a link that leads out of it`)
}

/** Kind and permissions are in the upper half, where a system like Unix made the file. */
function unixMode({ externalFileAttributes }: Entry): number {
  return externalFileAttributes >>> 16
}

function isLink(entry: Entry): boolean {
  return (unixMode(entry) & 0o170000) === 0o120000
}

function modeOf(entry: Entry): number {
  return (unixMode(entry) & 0o777) === 0 ? 0o644 : unixMode(entry) & 0o777
}
