import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { openPromise } from 'yauzl'
import { interlayer, type Ended } from './interlayer.ts'

/** A directory until the end of the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'interlayer-pack-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** What every charm has to have. */
export const charmcraft = {
  name: 'website',
  type: 'charm',
  summary: 'A website.',
  description: 'It serves.',
  base: 'ubuntu@24.04',
  platforms: { amd64: null },
  provides: { website: { interface: 'http' } },
}

/** The code of the charm that goes with it. */
export const charmModule = `
import { HttpProvider } from '@interlayer/interface-http'
import { defineCharm } from '@interlayer/runtime'
export default defineCharm({ endpoints: { website: HttpProvider } }).when('website.available', ({ website }) => {
  website.configure({ port: 8080 })
})
`

type Files = Readonly<Record<string, string | object | undefined>>

/** A charm's directory with these files in place of the usual ones, and the packages of this one; objects are JSON. */
export function charmProject(files: Files = {}): string {
  const directory = temporaryDirectory()
  link(join(import.meta.dirname, '../../node_modules/@interlayer'), join(directory, 'node_modules/@interlayer'))
  const all: Files = { 'charmcraft.yaml': charmcraft, 'src/charm.ts': charmModule, ...files }
  for (const [path, content] of Object.entries(all)) if (content !== undefined) write(join(directory, path), content)
  return directory
}

/** A symbolic link. */
export function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}

function write(path: string, content: string | object): void {
  mkdirSync(dirname(path), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(path, text)
  if (text.startsWith('#!')) chmodSync(path, 0o755)
}

/** Packs a directory, of whose packages the sources are taken. */
export function pack(directory: string, ...args: readonly string[]): Promise<Ended> {
  return interlayer(
    ['pack', directory, '--output', join(directory, 'out'), '--conditions', '@interlayer/source', ...args],
    {
      directory,
    },
  )
}

/** A file in a zip. */
export interface ZippedFile {
  readonly mode: string
  readonly text: string
  /** Day and time, which have no time zone, and the number of other fields, in which there may be one. */
  readonly date: string
}

/** The files of a zip, in their order. */
export async function zipped(file: string): Promise<ReadonlyMap<string, ZippedFile>> {
  const zip = await openPromise(file)
  const files = new Map<string, ZippedFile>()
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    const mode = (entry.externalFileAttributes >>> 16).toString(8)
    const [day, time, others] = [entry.lastModFileDate, entry.lastModFileTime, entry.extraFields.length]
    files.set(entry.fileName, { mode, text: content.toString('utf8'), date: `${day} ${time} ${others}` })
  }
  return files
}

/** Writes the files of a zip to a directory, until the end of the test. */
export async function unzipped(file: string): Promise<string> {
  const directory = temporaryDirectory()
  const zip = await openPromise(file)
  for await (const entry of zip.eachEntry()) {
    const path = join(directory, entry.fileName)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, await buffer(await zip.openReadStreamPromise(entry)))
    chmodSync(path, (entry.externalFileAttributes >>> 16) & 0o777)
  }
  return directory
}
