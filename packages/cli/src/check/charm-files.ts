import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '@interlayer/runtime'
import { CliError } from '../errors.ts'
import { readTextFile } from '../input/reading.ts'
import { insertion, type Edit } from './edit.ts'
import { mappingAt, parseYamlFile, type YamlEntry, type YamlFile, type YamlMapping } from './yaml-file.ts'

/** The sections that code and metadata share. */
export type Section = Role | 'options' | 'actions'

/** A section where it stands, or would stand. */
export interface FoundSection {
  readonly file: YamlFile
  /** The keys that lead to it. */
  readonly path: readonly string[]
  readonly entries: ReadonlyMap<string, YamlEntry>
}

/** The files of a charm's directory that Juju reads. */
export interface CharmFiles {
  readonly subordinate: boolean
  readonly section: (name: Section) => FoundSection
  readonly file: (name: string) => YamlFile
}

const names = ['charmcraft.yaml', 'metadata.yaml', 'config.yaml', 'actions.yaml'] as const

/** Reads `charmcraft.yaml`, or `metadata.yaml` with `config.yaml` and `actions.yaml`. */
export function readCharmFiles(directory: string): CharmFiles {
  const texts = names.flatMap((name) => {
    const text = textOf(directory, name)
    return text === undefined ? [] : [[name, text] as const]
  })
  const files = new Map<string, string>(texts)
  if (files.has('charmcraft.yaml') || files.has('metadata.yaml')) return charmFiles(files)
  const message = `${directory} has neither charmcraft.yaml nor metadata.yaml: name the directory of a charm.`
  throw new CliError('FILE_UNREADABLE', message)
}

/** The same, of texts by the names of the files. */
export function charmFiles(texts: ReadonlyMap<string, string>): CharmFiles {
  const files = new Map([...texts].map(([name, text]) => [name, parseYamlFile(name, text)]))
  const fileOf = (name: string): YamlFile => files.get(name) ?? parseYamlFile(name, '')
  const main = files.has('metadata.yaml') ? 'metadata.yaml' : 'charmcraft.yaml'
  return {
    subordinate: fileOf(main).root.entries.get('subordinate')?.value === true,
    section: (name) => find(name, { files, main, fileOf }),
    file: fileOf,
  }
}

/** Adds a key to a section, with the keys that lead to it where they are missing. */
export function addTo({ file, path }: FoundSection, [key, value]: readonly [string, unknown]): Edit {
  let mapping: YamlMapping = file.root
  for (const [index, step] of path.entries()) {
    const entry = mapping.entries.get(step)
    if (entry === undefined) return insertion(file, mapping, { key, value, within: path.slice(index) })
    mapping = mappingAt(file, entry)
  }
  return insertion(file, mapping, { key, value })
}

interface Found {
  readonly files: ReadonlyMap<string, YamlFile>
  readonly main: string
  readonly fileOf: (name: string) => YamlFile
}

function find(name: Section, found: Found): FoundSection {
  const { file: fileName, path } = placeOf(name, found)
  const file = found.fileOf(fileName)
  return { file, path, entries: entriesAt(file, path) }
}

/** Options and actions have files of their own beside `metadata.yaml`, and may have them beside `charmcraft.yaml`. */
function placeOf(
  name: Section,
  { files, main, fileOf }: Found,
): { readonly file: string; readonly path: readonly string[] } {
  if (name !== 'options' && name !== 'actions') return { file: main, path: [name] }
  const key = name === 'options' ? 'config' : 'actions'
  const own = `${key}.yaml`
  const isWhole = fileOf('charmcraft.yaml').root.entries.has(key) || (files.has('charmcraft.yaml') && !files.has(own))
  if (isWhole) return { file: 'charmcraft.yaml', path: name === 'options' ? ['config', 'options'] : ['actions'] }
  return { file: own, path: name === 'options' ? ['options'] : [] }
}

function entriesAt(file: YamlFile, path: readonly string[]): ReadonlyMap<string, YamlEntry> {
  let mapping = file.root
  for (const step of path) {
    const entry = mapping.entries.get(step)
    if (entry === undefined) return new Map()
    mapping = mappingAt(file, entry)
  }
  return mapping.entries
}

function textOf(directory: string, name: string): string | undefined {
  const path = join(directory, name)
  if (!existsSync(path)) return undefined
  const text = readTextFile(path, name)
  if (!text.includes('\0')) return text
  throw new CliError('INPUT_INVALID', `${name} has a NUL in it: it is no text.`)
}
